import { Call_Kind } from '@gen/helpline_pb'
import { expect, test } from 'vitest'
import { callOf, EMPTY_CALL, lacksOf } from './draft'

const CALL = { ...EMPTY_CALL, number: ' 912345678 ', topic: 'stay_docs', minutes: '2,5', interpreted: 'uk' }

test('a call has its length in seconds and its leg of interpretation', () => {
  const { call } = callOf(CALL, Call_Kind.DATA, 'id')
  expect(call?.number).toBe('912345678')
  expect(call?.duration?.seconds).toBe(150n)
  expect(call?.legs).toMatchObject([{ language: 'uk', outcome: 'translated' }])
})

test('a silent call asks for nothing', () => {
  const { call } = callOf(CALL, Call_Kind.SILENT, 'id')
  expect(call?.topic).toBe('')
  expect(call?.outcome).toBe('')
  expect(call?.legs).toEqual([])
})

test('a length that is no number is left out', () => {
  expect(callOf({ ...CALL, minutes: 'x' }, Call_Kind.DATA, 'id').call?.duration).toBeUndefined()
})

test('a demand lacks what the server asks for, and a silent call nothing', () => {
  expect(lacksOf(CALL, Call_Kind.DATA)).toEqual([])
  expect(lacksOf({ ...CALL, topic: '' }, Call_Kind.DATA)).toEqual([{ path: 'call.topic', reason: 'REQUIRED' }])
  expect(lacksOf(EMPTY_CALL, Call_Kind.SILENT)).toEqual([])
})
