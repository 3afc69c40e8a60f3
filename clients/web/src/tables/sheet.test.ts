import { create } from '@bufbuild/protobuf'
import { TableCellSchema } from '@gen/statistics_pb'
import { describe, expect, test } from 'vitest'
import { DIMENSIONS, type Dimension, type TableChoice } from './choice'
import { axesOf, firstRows, rowCount, sheetOf, type LabelOf, type Orders } from './sheet'

const names = Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, dimension.toUpperCase()])) as Record<Dimension, string>
const labelOf: LabelOf = (_, code) => ({ text: code === '' ? 'not said' : code })
const orders: Orders = { districts: ['Porto', 'Beja', 'Lisboa'], ages: ['0-5', '6-15', '65+'], compare: (a, b) => a.localeCompare(b) }
const cell = (value: number, ...codes: string[]) => create(TableCellSchema, { codes, value: BigInt(value) })
const by = (...dimensions: Dimension[]): TableChoice => ({ kind: 'visit', measure: 'count', by: dimensions, where: [], from: '2019-11', to: '2020-01' })

function sheet(choice: TableChoice, cells: ReturnType<typeof cell>[]) {
  return sheetOf(axesOf(choice, cells, names, labelOf, orders), cells, 'Visits')
}
const lines = (choice: TableChoice, cells: ReturnType<typeof cell>[]) =>
  sheet(choice, cells).groups.flatMap((group) =>
    group.rows.map((row) => [...row.heads.map((head) => head.text), ...row.figures.map((figure) => figure.count)]),
  )

describe('one dimension', () => {
  test('has a row for each category, the largest first and what was not said last', () => {
    expect(lines(by('nationality'), [cell(50, ''), cell(5, 'AO'), cell(20, 'BR'), cell(20, 'AR')])).toEqual([
      ['AR', 20],
      ['BR', 20],
      ['AO', 5],
      ['not said', 50],
    ])
  })

  test('of time runs forward with no month left out', () => {
    expect(lines(by('month'), [cell(10, '2020-01')])).toEqual([
      ['2019-11', 0],
      ['2019-12', 0],
      ['2020-01', 10],
    ])
    expect(lines(by('quarter'), [cell(5, '2019-Q4')])).toEqual([
      ['2019-Q4', 5],
      ['2020-Q1', 0],
    ])
  })

  test('of place has every district, and of age rises', () => {
    expect(lines(by('district'), [cell(10, 'Lisboa')])).toEqual([
      ['Lisboa', 10],
      ['Beja', 0],
      ['Porto', 0],
    ])
    expect(lines(by('age_band'), [cell(5, '65+'), cell(10, '6-15'), cell(5, '0-5')]).map(([age]) => age)).toEqual(['0-5', '6-15', '65+'])
  })

  test('that is filtered has what was asked for alone', () => {
    const filtered = { ...by('district'), where: [{ dimension: 'district' as const, codes: ['Lisboa'] }] }
    expect(lines(filtered, [cell(10, 'Lisboa')])).toEqual([['Lisboa', 10]])
  })
})

test('two dimensions cross, and an absent cell is zero', () => {
  const crossed = sheet(by('sex', 'year'), [cell(10, '1', '2019'), cell(15, '2', '2020')])
  expect(crossed.columns.map((column) => column.text)).toEqual(['2019', '2020'])
  expect(crossed).toMatchObject({ groupName: '', headNames: ['SEX'], columnName: 'YEAR' })
  expect(lines(by('sex', 'year'), [cell(10, '1', '2019'), cell(15, '2', '2020')])).toEqual([
    ['2', 0, 15],
    ['1', 10, 0],
  ])
})

test('three dimensions are grouped by the first, without rows that have no cell', () => {
  const cells = [cell(5, 'Porto', '1', '2019'), cell(10, 'Beja', '2', '2020'), cell(15, 'Porto', '2', '2019')]
  const grouped = sheet(by('district', 'sex', 'year'), cells)
  expect(grouped.groups.map((group) => [group.head?.text, group.rows.length])).toEqual([
    ['Porto', 2],
    ['Beja', 1],
  ])
  expect(lines(by('district', 'sex', 'year'), cells)).toEqual([
    ['2', '2019', 15],
    ['1', '2019', 5],
    ['2', '2020', 10],
  ])
  expect(rowCount(grouped)).toBe(3)
  expect(firstRows(grouped, 2).groups.map((group) => group.rows.length)).toEqual([2])
  expect(rowCount(firstRows(grouped, 9))).toBe(3)
})

test('no dimension has no row', () => {
  expect(rowCount(sheet(by(), []))).toBe(0)
})
