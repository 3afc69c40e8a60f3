// What a focal point types, and what is sent of it.
import type { MessageInitShape } from '@bufbuild/protobuf'
import type { PlanFigure, ReadingSchema } from '@gen/plan_pb'
import { monthsBetween } from '../parts/months'
import type { Problem } from '../rpc/problem'

export interface ReadingDraft {
  month: string
  value: string
  source: string
}

// The months of the figure that have begun, the newest first.
export function monthsToType(figure: PlanFigure, thisMonth: string): string[] {
  const last = figure.periodEnd.slice(0, 7)
  return monthsBetween(figure.periodStart.slice(0, 7), last < thisMonth ? last : thisMonth).reverse()
}

// Digits, with blanks or dots between the thousands.
const NUMBER = /^(\d{1,3}([ .\u00A0\u202F]?\d{3}){0,4})$/

export function readingOf(figure: PlanFigure, draft: ReadingDraft):
  | { reading: MessageInitShape<typeof ReadingSchema> & { name: string }; wrong: null }
  | { reading: null; wrong: Problem } {
  const typed = draft.value.trim()
  if (!NUMBER.test(typed)) {
    const reason = typed === '' ? 'REQUIRED' : 'NOT_A_NUMBER'
    return { reading: null, wrong: { reason: 'INVALID_FIELDS', text: '', fields: [{ path: 'reading.value', reason }], told: false } }
  }
  const value = BigInt(typed.replace(/\D/g, ''))
  return { reading: { name: `${figure.name}/readings/${draft.month}`, value, source: draft.source.trim() }, wrong: null }
}
