// A call as the form holds it, and the request that it becomes. Pure.
import { create } from '@bufbuild/protobuf'
import { type Timestamp, timestampFromMs } from '@bufbuild/protobuf/wkt'
import { Call_Direction, Call_Kind, LogCallRequestSchema, type LogCallRequest } from '@gen/helpline_pb'
import type { FieldProblem } from '../rpc/problem'

export interface Leg {
  language: string
  outcome: string
  requestingBody: string
  minutes: string
}

export const EMPTY_LEG: Leg = { language: '', outcome: 'translated', requestingBody: '', minutes: '' }
// The server takes no more in one call.
export const LEGS_MAX = 8

export interface CallDraft {
  number: string
  language: string
  topic: string
  outcome: string
  minutes: string
  note: string
  nationality: string
  sex: string
  legs: Leg[]
  person: string // names them; empty for none
  caseName: string
  past: { day: string; time: string } | null // null for a call of now
}

export const EMPTY_CALL: CallDraft = {
  number: '',
  language: 'pt',
  topic: '',
  outcome: 'answered',
  minutes: '',
  note: '',
  nationality: '',
  sex: '',
  legs: [],
  person: '',
  caseName: '',
  past: null,
}

export function isEmpty(draft: CallDraft): boolean {
  return JSON.stringify(draft) === JSON.stringify(EMPTY_CALL)
}

const minutesOf = (text: string) => Number(text.trim().replace(',', '.'))

function durationOf(text: string): { duration?: { seconds: bigint } } {
  const minutes = minutesOf(text)
  return minutes > 0 ? { duration: { seconds: BigInt(Math.round(minutes * 60)) } } : {}
}

// A duration is left out, or is a number.
function faultsOfMinutes(text: string, path: string): FieldProblem[] {
  return text.trim() === '' || minutesOf(text) >= 0 ? [] : [{ path, reason: 'NOT_A_NUMBER' }]
}

// When a past call was, by the clock on the wall; undefined while that is not said.
function pastTime(draft: CallDraft): Timestamp | undefined {
  if (draft.past === null) return undefined
  const millis = new Date(`${draft.past.day}T${draft.past.time}`).getTime()
  return Number.isNaN(millis) ? undefined : timestampFromMs(millis)
}

// What only the page can know: that a past call has no time, or that minutes are none.
export function faultsOf(draft: CallDraft): FieldProblem[] {
  const noTime = draft.past !== null && pastTime(draft) === undefined
  return [
    ...(noTime ? [{ path: 'call.occurred_time', reason: 'REQUIRED' }] : []),
    ...faultsOfMinutes(draft.minutes, 'call.duration'),
    ...draft.legs.flatMap(({ minutes }, index) => faultsOfMinutes(minutes, `call.legs[${index}].duration`)),
  ]
}

// A silent or abusive call asks for nothing. A topic that was typed, or an interpretation, is sent
// all the same, to be refused: it was a demand, and a key that was not meant must not lose it.
export function callOf(
  draft: CallDraft,
  kind: Call_Kind,
  requestId: string,
  occurredTime?: Timestamp,
): LogCallRequest {
  const demand = kind === Call_Kind.DATA
  const occurred = pastTime(draft) ?? occurredTime
  return create(LogCallRequestSchema, {
    call: {
      direction: Call_Direction.INBOUND,
      kind,
      channel: demand && draft.legs.length > 0 ? 'phone3' : 'phone', // three at the telephone
      number: draft.number.trim(),
      language: demand ? draft.language : '',
      topic: draft.topic,
      outcome: demand ? draft.outcome : '',
      note: draft.note.trim(),
      nationality: demand ? draft.nationality : '',
      sex: demand ? draft.sex : '',
      person: draft.person,
      case: draft.caseName,
      ...durationOf(draft.minutes),
      ...(occurred === undefined ? {} : { occurredTime: occurred }),
      legs: draft.legs.map(({ minutes, ...leg }) => ({ ...leg, ...durationOf(minutes) })),
    },
    requestId,
  })
}

// What the server refuses without fail, for when it cannot be asked.
export function lacksOf(draft: CallDraft, kind: Call_Kind): FieldProblem[] {
  if (kind !== Call_Kind.DATA) {
    return draft.topic === '' && draft.legs.length === 0 ? [] : [{ path: 'call.topic', reason: 'NO_DEMAND' }]
  }
  return (['language', 'topic', 'outcome'] as const)
    .filter((field) => draft[field] === '')
    .map((field) => ({ path: `call.${field}`, reason: 'REQUIRED' }))
}
