// A call as the form holds it, and the request that it becomes. Pure.
import { create } from '@bufbuild/protobuf'
import type { Timestamp } from '@bufbuild/protobuf/wkt'
import { Call_Direction, Call_Kind, LogCallRequestSchema, type LogCallRequest } from '@gen/helpline_pb'
import type { FieldProblem } from '../rpc/problem'

export interface CallDraft {
  number: string
  language: string
  topic: string
  outcome: string
  minutes: string
  note: string
  interpreted: string
}

export const EMPTY_CALL: CallDraft = {
  number: '',
  language: 'pt',
  topic: '',
  outcome: 'answered',
  minutes: '',
  note: '',
  interpreted: '',
}

export function isEmpty(draft: CallDraft): boolean {
  return (Object.keys(EMPTY_CALL) as (keyof CallDraft)[]).every((field) => draft[field] === EMPTY_CALL[field])
}

// A silent or abusive call asks for nothing: it has no topic and no outcome.
export function callOf(
  draft: CallDraft,
  kind: Call_Kind,
  requestId: string,
  occurredTime?: Timestamp,
): LogCallRequest {
  const demand = kind === Call_Kind.DATA
  const minutes = Number(draft.minutes.replace(',', '.'))
  return create(LogCallRequestSchema, {
    call: {
      direction: Call_Direction.INBOUND,
      kind,
      channel: 'phone',
      number: draft.number.trim(),
      language: demand ? draft.language : '',
      topic: demand ? draft.topic : '',
      outcome: demand ? draft.outcome : '',
      note: draft.note.trim(),
      ...(minutes > 0 ? { duration: { seconds: BigInt(Math.round(minutes * 60)) } } : {}),
      ...(occurredTime === undefined ? {} : { occurredTime }),
      legs: demand && draft.interpreted !== '' ? [{ language: draft.interpreted, outcome: 'translated' }] : [],
    },
    requestId,
  })
}

// What the server refuses without fail, for when it cannot be asked.
export function lacksOf(draft: CallDraft, kind: Call_Kind): FieldProblem[] {
  if (kind !== Call_Kind.DATA) return []
  return (['language', 'topic', 'outcome'] as const)
    .filter((field) => draft[field] === '')
    .map((field) => ({ path: `call.${field}`, reason: 'REQUIRED' }))
}
