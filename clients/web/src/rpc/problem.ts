// What went wrong, in a shape that a page can show: a stable reason, a text for people, and
// which fields are meant.
import { Code, ConnectError } from '@connectrpc/connect'
import { BadRequestSchema, ErrorInfoSchema, LocalizedMessageSchema } from '@rpc/error_details_pb'

export interface FieldProblem {
  path: string // as in the request: `new_person.phones[0]`
  reason: string
}

export interface Problem {
  reason: string // `NOT_A_PHONE_NUMBER`; `NO_NETWORK` when the server was not reached
  text: string // Portuguese, from the server; empty where it gave none
  fields: FieldProblem[]
}

export function problemOf(error: unknown): Problem {
  const failure = ConnectError.from(error)
  const [info] = failure.findDetails(ErrorInfoSchema)
  const [told] = failure.findDetails(LocalizedMessageSchema)
  const fields = failure
    .findDetails(BadRequestSchema)
    .flatMap((found) => found.fieldViolations)
    .map((fault) => ({ path: fault.field, reason: fault.reason }))
  return { reason: info?.reason ?? reasonOf(failure.code), text: told?.message ?? '', fields }
}

// Nobody is signed in here: never was, signed out elsewhere, or the session ended.
export function isSignedOut(problem: Problem): boolean {
  return ['NOT_SIGNED_IN', 'SESSION_NOT_VALID'].includes(problem.reason)
}

// A refused connection comes as Unknown, and a server that is closing as Unavailable.
function reasonOf(code: Code): string {
  if (code === Code.Unknown || code === Code.Unavailable) return 'NO_NETWORK'
  if (code === Code.DeadlineExceeded) return 'TOO_SLOW'
  return 'INNER_FAULT'
}

// The problem of one field, by the end of its path.
export function fieldProblem(problem: Problem | null, path: string): FieldProblem | undefined {
  return problem?.fields.find((field) => field.path === path || field.path.startsWith(`${path}[`))
}
