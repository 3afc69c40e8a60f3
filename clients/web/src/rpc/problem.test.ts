import { create } from '@bufbuild/protobuf'
import { Code, ConnectError } from '@connectrpc/connect'
import { BadRequestSchema, ErrorInfoSchema, LocalizedMessageSchema } from '@rpc/error_details_pb'
import { expect, test } from 'vitest'
import { fieldProblem, problemOf } from './problem'

function refused() {
  return new ConnectError('english', Code.InvalidArgument, undefined, [
    { desc: ErrorInfoSchema, value: create(ErrorInfoSchema, { reason: 'INVALID_FIELDS' }) },
    { desc: LocalizedMessageSchema, value: create(LocalizedMessageSchema, { message: 'Há campos por corrigir.' }) },
    {
      desc: BadRequestSchema,
      value: create(BadRequestSchema, {
        fieldViolations: [{ field: 'new_person.phones[0]', reason: 'NOT_A_PHONE_NUMBER' }],
      }),
    },
  ])
}

test('a refusal has its reason, its text and its fields', () => {
  const problem = problemOf(refused())
  expect(problem.reason).toBe('INVALID_FIELDS')
  expect(problem.text).toBe('Há campos por corrigir.')
  expect(fieldProblem(problem, 'new_person.phones')?.reason).toBe('NOT_A_PHONE_NUMBER')
  expect(fieldProblem(problem, 'new_person.given_name')).toBeUndefined()
})

test('a server that is not reached is no network, whatever the browser calls it', () => {
  expect(problemOf(new ConnectError('x', Code.Unknown)).reason).toBe('NO_NETWORK')
  expect(problemOf(new ConnectError('x', Code.Unavailable)).reason).toBe('NO_NETWORK')
  expect(problemOf(new TypeError('Failed to fetch')).reason).toBe('NO_NETWORK')
})

test('the page of a network’s own door is no word of the server', () => {
  expect(problemOf(new ConnectError('html', Code.InvalidArgument))).toMatchObject({ reason: 'NO_NETWORK', told: false })
  expect(problemOf(refused()).told).toBe(true)
})

test('what nobody foresaw is an inner fault', () => {
  expect(problemOf(new ConnectError('x', Code.Internal)).reason).toBe('INNER_FAULT')
})
