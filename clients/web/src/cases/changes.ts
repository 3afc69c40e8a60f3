// What others did to a case while somebody was at it, and where that meets what is being
// written. Pure.
import { type Case, type CaseEvent, Case_State } from '@gen/cases_pb'

// What a reader writes of a case, and sees written by others.
export type Values = Pick<Case, 'state' | 'stage' | 'outcome' | 'receiptNumber' | 'summary'>
export type Field = keyof Values
// What is to be written: some of it.
export type Wish = Partial<Values>

const FIELDS: readonly Field[] = ['state', 'stage', 'outcome', 'receiptNumber', 'summary']

export interface Difference {
  field: Field
  mine: Values[Field] | undefined // undefined: not written by me
  theirs: Values[Field]
  changed: boolean // by somebody else, since I read it
}

export function changedFields(base: Values, now: Values): Field[] {
  return FIELDS.filter((field) => base[field] !== now[field])
}

// Field by field, what I wanted and what now stands: where I wanted something else, and what
// was changed under me.
export function compare(base: Values, wish: Wish, now: Values): Difference[] {
  return FIELDS.filter((field) => wants(wish, field, now) || base[field] !== now[field]).map((field) => ({
    field,
    mine: wish[field],
    theirs: now[field],
    changed: base[field] !== now[field],
  }))
}

function wants(wish: Wish, field: Field, now: Values): boolean {
  return wish[field] !== undefined && wish[field] !== now[field]
}

// Somebody else wrote just what I wanted: there is nothing to choose.
export function isSettled(wish: Wish, now: Values): boolean {
  return !FIELDS.some((field) => wants(wish, field, now))
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
