// What waits to be sent, and what becomes of it. Pure.
import { Code, ConnectError } from '@connectrpc/connect'
import { problemOf, type Problem } from '../rpc/problem'

export type Method = 'OpenVisit' | 'LogCall'

// What is sealed of an entry.
export interface Content {
  method: Method
  request: Uint8Array<ArrayBuffer> // the very bytes that are sent, each time
  occurred: number // in ms
  form: unknown // as it was typed, to mend it
  problem: Problem | null // why it was refused
}

export type State = 'waiting' | 'refused'

// What an attempt to send came to.
export type Outcome =
  | { kind: 'done' }
  | { kind: 'later'; problem: Problem } // not reached, or not now: the same again
  | { kind: 'nobody'; problem: Problem } // the session is not its owner's
  | { kind: 'refused'; problem: Problem } // a human must look at it

const LATER = [Code.Unknown, Code.Unavailable, Code.DeadlineExceeded, Code.ResourceExhausted, Code.Canceled]

// Only what the server itself said is a refusal: it gives a reason with each. Anything else is a
// network's, a proxy's or a portal's word, and nothing is known of the request.
export function outcomeOf(error: unknown): Outcome {
  const problem = problemOf(error)
  const { code } = ConnectError.from(error)
  if (code === Code.Unauthenticated) return { kind: 'nobody', problem }
  if (LATER.includes(code) || !problem.told) return { kind: 'later', problem }
  return { kind: 'refused', problem }
}

// The next to be sent: the first of those that wait, in the order in which they happened.
export function firstWaiting<E extends { order: number; state: State }>(entries: readonly E[]): E | undefined {
  return entries
    .filter((entry) => entry.state === 'waiting')
    .reduce<E | undefined>((first, entry) => (first === undefined || entry.order < first.order ? entry : first), undefined)
}

// What was typed, as the form is now. An older page may have sealed it: what has come since is empty,
// and what is gone is left out.
export function formOf<F extends object>(empty: F, typed: unknown): F {
  const before = new Map(Object.entries(typed ?? {}))
  return Object.fromEntries(Object.entries(empty).map(([name, value]) => [name, before.has(name) ? before.get(name) : value])) as F
}

const utf8 = { to: new TextEncoder(), from: new TextDecoder() }
const HEAD_BYTES = 4

// The length of the description, the description as JSON, the request as it is.
export function bytesOf(content: Content): Uint8Array<ArrayBuffer> {
  const { request, ...described } = content
  const json = utf8.to.encode(JSON.stringify(described))
  const bytes = new Uint8Array(HEAD_BYTES + json.length + request.length)
  new DataView(bytes.buffer).setUint32(0, json.length)
  bytes.set(json, HEAD_BYTES)
  bytes.set(request, HEAD_BYTES + json.length)
  return bytes
}

export function contentOf(bytes: Uint8Array<ArrayBuffer>): Content {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
  const described = JSON.parse(utf8.from.decode(bytes.subarray(HEAD_BYTES, HEAD_BYTES + length)))
  return { ...described, request: bytes.slice(HEAD_BYTES + length) }
}
