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
  told: boolean // by the server itself, which gives a reason with each refusal
}

export function problemOf(error: unknown): Problem {
  const failure = ConnectError.from(error)
  const [info] = failure.findDetails(ErrorInfoSchema)
  const [told] = failure.findDetails(LocalizedMessageSchema)
  const fields = failure
    .findDetails(BadRequestSchema)
    .flatMap((found) => found.fieldViolations)
    .map((fault) => ({ path: fault.field, reason: fault.reason }))
  const reason = info?.reason ?? reasonOf(failure.code)
  return { reason, text: told?.message ?? '', fields, told: info !== undefined }
}

// Nobody is signed in here: never was, signed out elsewhere, or the session ended.
export function isSignedOut(problem: Problem): boolean {
  return ['NOT_SIGNED_IN', 'SESSION_NOT_VALID'].includes(problem.reason)
}

// A refused connection comes as Unknown, a server that is closing as Unavailable, and the page of
// a network's own door, which answers in place of the server, as InvalidArgument.
const NOT_REACHED = [Code.Unknown, Code.Unavailable, Code.InvalidArgument]

function reasonOf(code: Code): string {
  if (NOT_REACHED.includes(code)) return 'NO_NETWORK'
  if (code === Code.DeadlineExceeded) return 'TOO_SLOW'
  return 'INNER_FAULT'
}

// True when nothing is known of what became of a request: it may wait, and be sent again.
export function mayWait(error: unknown): boolean {
  return ['NO_NETWORK', 'TOO_SLOW'].includes(problemOf(error).reason)
}

// The problem of one field, by the end of its path.
export function fieldProblem(problem: Problem | null, path: string): FieldProblem | undefined {
  return problem?.fields.find((field) => field.path === path || field.path.startsWith(`${path}[`))
}
