// What others did to a case while somebody was at it, and where that meets what is being
// written. Pure.
import { type Case, type CaseEvent, Case_State } from '@gen/cases_pb'
import { type Difference, differences, isSettled as allSettled } from '../parts/differences'

// What a reader writes of a case, and sees written by others.
export type Values = Pick<Case, 'state' | 'stage' | 'outcome' | 'receiptNumber' | 'summary'>
export type Field = keyof Values
// What is to be written: some of it.
export type Wish = Partial<Values>

// What the contract calls them.
const PATHS: Readonly<Record<Field, string>> = {
  state: 'state',
  stage: 'stage',
  outcome: 'outcome',
  receiptNumber: 'receipt_number',
  summary: 'summary',
}
const FIELDS = Object.keys(PATHS) as Field[]

export function compare(base: Values, wish: Wish, now: Values): Difference<Values>[] {
  return differences(FIELDS, base, wish, now)
}

export function isSettled(wish: Wish, now: Values): boolean {
  return allSettled(FIELDS, wish, now)
}

export function closing(outcome: string): Wish {
  return { state: Case_State.CLOSED, outcome }
}

export function methodOf(event: CaseEvent): string {
  return event.method.slice(event.method.lastIndexOf('/') + 1)
}

// The last act since `etag` that wrote a field.
export function lastWriter(events: readonly CaseEvent[], etag: string, field: Field): CaseEvent | undefined {
  return events.findLast((event) => isAfter(event.etag, etag) && writtenBy(event).includes(field))
}

// The fields that an act wrote, of those that a reader may write.
export function writtenBy(event: CaseEvent): Field[] {
  return FIELDS.filter((field) => event.changedFields.includes(PATHS[field]))
}

// Etags count the versions of a record.
export function isAfter(etag: string, other: string): boolean {
  return Number(etag) > Number(other)
}

// What others did since `etag`, oldest first.
export function newsSince(events: readonly CaseEvent[], etag: string, me: string): CaseEvent[] {
  return events.filter((event) => isAfter(event.etag, etag) && event.actor !== me)
}
