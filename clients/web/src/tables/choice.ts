// What a table is asked for: as the form holds it, as the address carries it, as the server takes it.
import { create } from '@bufbuild/protobuf'
import { QueryTableRequest_Measure, QueryTableRequestSchema, type QueryTableRequest } from '@gen/statistics_pb'
import { monthsBetween } from '../parts/months'
import type { FieldProblem } from '../rpc/problem'

export const KINDS = ['visit', 'matter', 'call', 'call_without_demand', 'interpretation', 'case_opened', 'case_closed'] as const
export const DIMENSIONS = [
  'month', 'quarter', 'year', 'centre', 'district', 'sex', 'age_band', 'nationality',
  'language', 'residence_status', 'topic', 'area', 'channel', 'outcome',
] as const
export const DIMENSIONS_MAX = 4
export const FILTERS_MAX = 8

export type Kind = (typeof KINDS)[number]
export type Dimension = (typeof DIMENSIONS)[number]
export type Measure = 'count' | 'persons'
export type View = 'chart' | 'map' | 'table'

export interface Filter {
  dimension: Dimension
  codes: string[]
}

export interface TableChoice {
  kind: Kind
  measure: Measure
  by: Dimension[]
  where: Filter[]
  from: string // `2019-08`; empty while it was not chosen
  to: string
}

// The part of the address after `?`.
export interface TableSearch {
  kind?: string
  measure?: string
  by?: string // `district,month`
  where?: string // `district:Lisboa,Porto;sex:2`
  from?: string
  to?: string
  view?: string
}

const TIME: readonly Dimension[] = ['month', 'quarter', 'year']
const PERSONAL: readonly Dimension[] = ['sex', 'age_band', 'nationality', 'language', 'residence_status']

export function isTime(dimension: Dimension): boolean {
  return TIME.includes(dimension)
}

// What can be said of a kind. A call is answered by the helpline alone, so it has no place; a
// call without a demand has no topic and no outcome.
export function dimensionsOf(kind: Kind): Dimension[] {
  switch (kind) {
    case 'visit':
      return [...TIME, 'centre', 'district', ...PERSONAL, 'channel']
    case 'matter':
    case 'case_opened':
      return [...TIME, 'centre', 'district', ...PERSONAL, 'topic', 'area', 'channel']
    case 'case_closed':
      return [...TIME, 'centre', 'district', ...PERSONAL, 'topic', 'area', 'channel', 'outcome']
    case 'call':
    case 'interpretation':
      return [...TIME, ...PERSONAL, 'topic', 'channel', 'outcome']
    case 'call_without_demand':
      return [...TIME, ...PERSONAL, 'channel']
  }
}

// Most calls are of nobody who is registered: their persons cannot be told apart.
export function measuresOf(kind: Kind): Measure[] {
  return ['call', 'call_without_demand', 'interpretation'].includes(kind) ? ['count'] : ['count', 'persons']
}

// The same table of another kind: what that kind does not have goes.
export function withKind(choice: TableChoice, kind: Kind): TableChoice {
  const has = dimensionsOf(kind)
  return {
    ...choice,
    kind,
    measure: measuresOf(kind).includes(choice.measure) ? choice.measure : 'count',
    by: choice.by.filter((dimension) => has.includes(dimension)),
    // The codes of a topic or an outcome are other ones for another kind.
    where: choice.where.filter(
      ({ dimension }) =>
        has.includes(dimension) && (kind === choice.kind || !['topic', 'outcome'].includes(dimension)),
    ),
  }
}

// The dimension at a place, or none there: those after it move up, and none is there twice.
export function withDimension(choice: TableChoice, at: number, dimension: Dimension | null): TableChoice {
  const by: (Dimension | null)[] = choice.by.map((kept) => (kept === dimension ? null : kept))
  by[at] = dimension
  return { ...choice, by: by.filter((kept) => kept != null).slice(0, DIMENSIONS_MAX) }
}

export function withFilter(choice: TableChoice, dimension: Dimension, codes: string[]): TableChoice {
  const others = choice.where.filter((filter) => filter.dimension !== dimension)
  const at = choice.where.findIndex((filter) => filter.dimension === dimension)
  if (codes.length === 0) return { ...choice, where: others }
  const where = at < 0 ? [...others, { dimension, codes }] : choice.where.with(at, { dimension, codes })
  return { ...choice, where: where.slice(0, FILTERS_MAX) }
}

const MARKS: Record<string, string> = { '%': '%25', ':': '%3A', ';': '%3B', ',': '%2C' }
const escaped = (code: string) => code.replace(/[%:;,]/g, (mark) => MARKS[mark]!)

// Null where nothing was asked for yet. What is not known is left out: an address may be old.
export function choiceOf(search: TableSearch): TableChoice | null {
  const kind = KINDS.find((known) => known === search.kind)
  if (kind === undefined) return null
  const where = String(search.where ?? '')
    .split(';')
    .filter((text) => text.includes(':'))
    .map((text) => {
      const [dimension, codes] = [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)]
      return { dimension: dimension as Dimension, codes: codes.split(',').map(decoded) }
    })
  const by = String(search.by ?? '').split(',') as Dimension[]
  return withKind(
    {
      kind,
      measure: search.measure === 'persons' ? 'persons' : 'count',
      by: [...new Set(by)].slice(0, DIMENSIONS_MAX),
      where: where.slice(0, FILTERS_MAX),
      from: String(search.from ?? ''),
      to: String(search.to ?? ''),
    },
    kind,
  )
}

function decoded(code: string): string {
  try {
    return decodeURIComponent(code)
  } catch {
    return code
  }
}

export function searchOf(choice: TableChoice): TableSearch {
  const where = choice.where.map(({ dimension, codes }) => `${dimension}:${codes.map(escaped).join(',')}`).join(';')
  return {
    kind: choice.kind,
    measure: choice.measure,
    ...(choice.by.length === 0 ? {} : { by: choice.by.join(',') }),
    ...(where === '' ? {} : { where }),
    from: choice.from,
    to: choice.to,
  }
}

export function requestOf(choice: TableChoice): QueryTableRequest {
  return create(QueryTableRequestSchema, {
    kind: choice.kind,
    measure: choice.measure === 'persons' ? QueryTableRequest_Measure.PERSONS : QueryTableRequest_Measure.COUNT,
    dimensions: choice.by,
    filters: choice.where,
    firstMonth: choice.from,
    lastMonth: choice.to,
  })
}

// What is wrong before it is asked; `closed` are the months that are.
export function faultsOf(choice: TableChoice, closed: string[]): FieldProblem[] {
  const faults: FieldProblem[] = []
  if (choice.from === '') faults.push({ path: 'first_month', reason: 'REQUIRED' })
  if (choice.to === '') faults.push({ path: 'last_month', reason: 'REQUIRED' })
  if (faults.length > 0) return faults
  if (choice.from > choice.to) return [{ path: 'last_month', reason: 'BEFORE_FIRST' }]
  const between = monthsBetween(choice.from, choice.to)
  if (between.some((month) => !closed.includes(month))) faults.push({ path: 'last_month', reason: 'MONTH_NOT_CLOSED' })
  return faults
}
