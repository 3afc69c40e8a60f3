import { create, fromBinary, toBinary } from '@bufbuild/protobuf'
import { Code, ConnectError } from '@connectrpc/connect'
import { OpenVisitRequestSchema } from '@gen/intake_pb'
import { ErrorInfoSchema } from '@rpc/error_details_pb'
import { expect, test } from 'vitest'
import { requestOf, EMPTY } from '../desk/draft'
import { bytesOf, type Content, contentOf, firstWaiting, formOf, outcomeOf } from './entry'
import { pauseAfter } from './pause'

function told(code: Code, reason: string) {
  return new ConnectError('x', code, undefined, [{ desc: ErrorInfoSchema, value: create(ErrorInfoSchema, { reason }) }])
}

test('what was sent comes to one of four things', () => {
  const cases: [unknown, string][] = [
    // Nothing is known of what became of it.
    [new ConnectError('x', Code.Unknown), 'later'],
    [new TypeError('Failed to fetch'), 'later'],
    [new ConnectError('x', Code.Unavailable), 'later'],
    [new ConnectError('x', Code.DeadlineExceeded), 'later'],
    [new ConnectError('x', Code.Canceled), 'later'],
    // A proxy or a portal in the server's place.
    [new ConnectError('x', Code.InvalidArgument), 'later'],
    [new ConnectError('x', Code.PermissionDenied), 'later'],
    [new ConnectError('x', Code.Unimplemented), 'later'],
    [new ConnectError('x', Code.Internal), 'later'],
    // The server, not now.
    [told(Code.Unavailable, 'CLOSING'), 'later'],
    [told(Code.ResourceExhausted, 'RATE_LIMITED'), 'later'],
    [told(Code.ResourceExhausted, 'OVERLOADED'), 'later'],
    [told(Code.Unauthenticated, 'SESSION_NOT_VALID'), 'nobody'],
    [told(Code.Unauthenticated, 'NOT_SIGNED_IN'), 'nobody'],
    // The server, for good.
    [told(Code.InvalidArgument, 'INVALID_FIELDS'), 'refused'],
    [told(Code.AlreadyExists, 'DUPLICATE_CANDIDATES'), 'refused'],
    [told(Code.Aborted, 'REQUEST_ID_REUSED'), 'refused'],
    [told(Code.PermissionDenied, 'ROLE_NOT_ALLOWED'), 'refused'],
    [told(Code.Internal, 'INTERNAL'), 'refused'],
  ]
  for (const [error, kind] of cases) expect(outcomeOf(error).kind, String(error)).toBe(kind)
})

test('the first to go is the first that waits', () => {
  const entries = [
    { order: 3, state: 'waiting' as const },
    { order: 1, state: 'refused' as const },
    { order: 2, state: 'waiting' as const },
  ]
  expect(firstWaiting(entries)).toBe(entries[2])
  expect(firstWaiting([entries[1]!])).toBeUndefined()
  expect(firstWaiting([])).toBeUndefined()
})

test('what an older page sealed fits the form of today', () => {
  const older = { givenName: 'Oksana', matters: [{ caseType: 'health' }], gone: 'x' }
  expect(formOf({ givenName: '', matters: [] as unknown[], since: '' }, older)).toEqual({
    givenName: 'Oksana',
    matters: [{ caseType: 'health' }],
    since: '',
  })
  expect(formOf({ givenName: '' }, null)).toEqual({ givenName: '' })
})

test('pauses grow to a minute, and are not the same for everybody', () => {
  const middle = Array.from({ length: 12 }, (_, attempts) => pauseAfter(attempts, 0.5))
  expect(middle).toEqual(middle.toSorted((a, b) => a - b))
  expect(middle[0]).toBe(2_000)
  expect(pauseAfter(1_000, 0.999)).toBeLessThan(75_001)
  expect(pauseAfter(3, 0.1)).not.toBe(pauseAfter(3, 0.9))
})

test('an entry is kept as it was, and its request to the byte', () => {
  const draft = { ...EMPTY, givenName: 'Зоя', familyName: 'Ávila', matters: [{ area: 'legal', caseType: '', note: '🙂\n' }], noticeGiven: true }
  const occurred = { seconds: 1_700_000_000n, nanos: 5_000_000 }
  const request = requestOf(draft, '0190', '', ['people/1'], { $typeName: 'google.protobuf.Timestamp', ...occurred })
  const content: Content = {
    method: 'OpenVisit',
    request: new Uint8Array(toBinary(OpenVisitRequestSchema, request)),
    occurred: 1_700_000_000_005,
    form: draft,
    problem: { reason: 'INVALID_FIELDS', text: 'Há campos', fields: [{ path: 'a[0]', reason: 'B' }], told: true },
  }
  const back = contentOf(bytesOf(content))
  expect(back).toEqual(content)
  // What the client reads out of the bytes goes out as the same bytes.
  expect(new Uint8Array(toBinary(OpenVisitRequestSchema, fromBinary(OpenVisitRequestSchema, back.request)))).toEqual(content.request)
})
