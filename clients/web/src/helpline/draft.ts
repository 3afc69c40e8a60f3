// A call as the form holds it, and the request that it becomes. Pure.
import { create } from '@bufbuild/protobuf'
import { Call_Direction, Call_Kind, LogCallRequestSchema, type LogCallRequest } from '@gen/helpline_pb'

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

// A silent or abusive call asks for nothing: it has no topic and no outcome.
export function callOf(draft: CallDraft, kind: Call_Kind, requestId: string): LogCallRequest {
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
      legs: demand && draft.interpreted !== '' ? [{ language: draft.interpreted, outcome: 'translated' }] : [],
    },
    requestId,
  })
}
