import { QueryTableRequest_Measure } from '@gen/statistics_pb'
import { describe, expect, test } from 'vitest'
import {
  choiceOf,
  dimensionsOf,
  faultsOf,
  KINDS,
  measuresOf,
  requestOf,
  searchOf,
  withDimension,
  withFilter,
  withKind,
  type TableChoice,
} from './choice'

const visits: TableChoice = {
  kind: 'visit',
  measure: 'persons',
  by: ['district', 'month'],
  where: [
    { dimension: 'centre', codes: ['centres/CNAIM-LIS', 'a:b;c,d%e'] },
    { dimension: 'sex', codes: ['2'] },
  ],
  from: '2019-08',
  to: '2019-12',
}

describe('an address', () => {
  test('carries the whole table and gives it back', () => {
    expect(choiceOf(searchOf(visits))).toEqual(visits)
    expect(searchOf(visits)).toMatchObject({ by: 'district,month', from: '2019-08', to: '2019-12' })
  })

  test('without a kind asks for nothing', () => {
    expect(choiceOf({})).toBeNull()
    expect(choiceOf({ kind: 'person' })).toBeNull()
  })

  test('loses what is not known, what is there twice and what the kind does not have', () => {
    const found = choiceOf({ kind: 'call', measure: 'persons', by: 'month,weekday,month,district,outcome', where: 'district:Lisboa;sex:%;x' })
    expect(found).toMatchObject({ measure: 'count', by: ['month', 'outcome'], where: [{ dimension: 'sex', codes: ['%'] }], from: '' })
  })
})

test('the request is what was chosen', () => {
  expect(requestOf(visits)).toMatchObject({
    kind: 'visit',
    measure: QueryTableRequest_Measure.PERSONS,
    dimensions: ['district', 'month'],
    filters: [
      { dimension: 'centre', codes: ['centres/CNAIM-LIS', 'a:b;c,d%e'] },
      { dimension: 'sex', codes: ['2'] },
    ],
    firstMonth: '2019-08',
    lastMonth: '2019-12',
  })
})

test('persons are counted where they can be told apart', () => {
  expect(KINDS.filter((kind) => measuresOf(kind).includes('persons'))).toEqual(['visit', 'matter', 'case_opened', 'case_closed'])
})

test('only what ends has an outcome, and calls have no place', () => {
  expect(KINDS.filter((kind) => dimensionsOf(kind).includes('outcome'))).toEqual(['call', 'interpretation', 'case_closed'])
  expect(KINDS.filter((kind) => !dimensionsOf(kind).includes('district'))).toEqual(['call', 'call_without_demand', 'interpretation'])
})

test('another kind keeps what it has', () => {
  const matters = withFilter({ ...visits, kind: 'matter' }, 'topic', ['legal'])
  expect(withKind(matters, 'case_opened').where.map((filter) => filter.dimension)).toEqual(['centre', 'sex'])
  expect(withKind(visits, 'call')).toMatchObject({ kind: 'call', measure: 'count', by: ['month'], where: [{ dimension: 'sex' }] })
})

test('a dimension is there once, and the others move up', () => {
  expect(withDimension(visits, 0, 'month').by).toEqual(['month'])
  expect(withDimension(visits, 2, 'sex').by).toEqual(['district', 'month', 'sex'])
  expect(withDimension(visits, 0, null).by).toEqual(['month'])
})

test('a filter keeps its place, and goes with its last code', () => {
  expect(withFilter(visits, 'centre', ['centres/CNAIM-POR']).where[0]).toEqual({ dimension: 'centre', codes: ['centres/CNAIM-POR'] })
  expect(withFilter(visits, 'centre', []).where).toEqual([{ dimension: 'sex', codes: ['2'] }])
})

test('months are asked for, in order, and all closed', () => {
  const closed = ['2019-11', '2019-12', '2020-02']
  const reasons = (from: string, to: string) => faultsOf({ ...visits, from, to }, closed).map((fault) => fault.reason)
  expect(reasons('', '')).toEqual(['REQUIRED', 'REQUIRED'])
  expect(reasons('2019-12', '2019-11')).toEqual(['BEFORE_FIRST'])
  expect(reasons('2019-11', '2020-02')).toEqual(['MONTH_NOT_CLOSED'])
  expect(reasons('2019-11', '2019-12')).toEqual([])
})
