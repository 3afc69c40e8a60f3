import { create } from '@bufbuild/protobuf'
import { Code, ConnectError } from '@connectrpc/connect'
import { ErrorInfoSchema } from '@rpc/error_details_pb'
import { expect, test } from 'vitest'
import { follow } from './watch'

function refused(code: Code, reason: string) {
  return new ConnectError('x', code, undefined, [
    { desc: ErrorInfoSchema, value: create(ErrorInfoSchema, { reason }) },
  ])
}

test('a stream that breaks or ends is begun again, until the page is gone', async () => {
  const gone = new AbortController()
  const came: number[] = []
  let opened = 0
  async function* open() {
    opened++
    yield opened
    if (opened === 1) throw refused(Code.ResourceExhausted, 'TOO_MANY_STREAMS')
    if (opened === 3) gone.abort()
  }
  await follow(gone.signal, () => ({ open, onMessage: (message) => came.push(message) }), 1)
  expect(came).toEqual([1, 2, 3])
})

test('a stream of what is not there ends, and says so', async () => {
  let refusals = 0
  let opened = 0
  async function* open(): AsyncGenerator<never> {
    opened++
    throw refused(Code.NotFound, 'NOT_FOUND')
  }
  const stream = { open, onMessage: () => {}, onRefused: () => refusals++ }
  await follow(new AbortController().signal, () => stream, 1)
  expect([opened, refusals]).toEqual([1, 1])
})

test('nothing is told to a page that is gone', async () => {
  const gone = new AbortController()
  const came: number[] = []
  async function* open() {
    yield 1
    gone.abort()
    yield 2
  }
  await follow(gone.signal, () => ({ open, onMessage: (message) => came.push(message) }), 1)
  expect(came).toEqual([1])
})
