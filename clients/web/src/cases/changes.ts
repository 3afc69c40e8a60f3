// What others did to a case while somebody was at it, and where that meets what is being
// written. Pure.
import { type Case, type CaseEvent, Case_State } from '@gen/cases_pb'
import { changedFields as between, type Difference, differences, isSettled as allSettled } from '../parts/differences'

// What a reader writes of a case, and sees written by others.
export type Values = Pick<Case, 'state' | 'stage' | 'outcome' | 'receiptNumber' | 'summary'>
export type Field = keyof Values
// What is to be written: some of it.
export type Wish = Partial<Values>

const FIELDS: readonly Field[] = ['state', 'stage', 'outcome', 'receiptNumber', 'summary']

export function compare(base: Values, wish: Wish, now: Values): Difference<Values>[] {
  return differences(FIELDS, base, wish, now)
}

export function changedFields(base: Values, now: Values): Field[] {
  return between(FIELDS, base, now)
}

export function isSettled(wish: Wish, now: Values): boolean {
  return allSettled(FIELDS, wish, now)
}

export function closing(outcome: string): Wish {
  return { state: Case_State.CLOSED, outcome }
}

const WRITERS: Record<Field, readonly string[]> = {
  state: ['CloseCase', 'ReopenCase', 'DeleteCase'],
  stage: ['AdvanceCase', 'CloseCase', 'ReopenCase'],
  outcome: ['CloseCase', 'ReopenCase'],
  receiptNumber: ['UpdateCase'],
  summary: ['UpdateCase'],
}

export function methodOf(event: CaseEvent): string {
  return event.method.slice(event.method.lastIndexOf('/') + 1)
}

// The last act since `etag` that may have written a field. The history does not say which
// fields an update wrote, so it may be the one before.
export function lastWriter(events: readonly CaseEvent[], etag: string, field: Field): CaseEvent | undefined {
  return events.findLast((event) => isAfter(event.etag, etag) && WRITERS[field].includes(methodOf(event)))
}

// Etags count the versions of a record.
export function isAfter(etag: string, other: string): boolean {
  return Number(etag) > Number(other)
}

// What others did since `etag`, oldest first.
export function newsSince(events: readonly CaseEvent[], etag: string, me: string): CaseEvent[] {
  return events.filter((event) => isAfter(event.etag, etag) && event.actor !== me)
}
