import { create } from '@bufbuild/protobuf'
import { Period_Closing, QueryTableResponseSchema } from '@gen/statistics_pb'
import { expect, test } from 'vitest'
import { csvRowsOf, jsonOfTable } from './file'
import type { Figure, Sheet } from './sheet'

const figure = (count: number, withheld = false): Figure => ({ count, withheld })
const words = { total: 'Total', withheld: 'withheld' }
const crossed: Sheet = {
  groupName: '',
  headNames: ['District'],
  columnName: 'Year',
  columns: [{ text: '2019' }, { text: '2020' }],
  groups: [{ head: null, rows: [{ heads: [{ text: 'Lisboa' }], figures: [figure(0), figure(15, true)] }] }],
}

test('a file has the lines of the screen and the total, and says what is withheld', () => {
  expect(csvRowsOf(crossed, 20, words)).toEqual([
    ['District', '2019', '2020'],
    ['Lisboa', 0, 'withheld'],
    ['Total', '', 20],
  ])
})

test('a group stands in each of its lines', () => {
  const grouped: Sheet = {
    groupName: 'District',
    headNames: ['Sex', 'Year'],
    columnName: '',
    columns: [{ text: 'Visits' }],
    groups: [{ head: { text: 'Lisboa' }, rows: [{ heads: [{ text: 'F' }, { text: '2019' }], figures: [figure(5)] }] }],
  }
  expect(csvRowsOf(grouped, 5, words)).toEqual([
    ['District', 'Sex', 'Year', 'Visits'],
    ['Lisboa', 'F', '2019', 5],
    ['Total', '', '', 5],
  ])
})

test('without a dimension there is the total alone', () => {
  const none: Sheet = { groupName: '', headNames: [], columnName: '', columns: [{ text: 'Visits' }], groups: [] }
  expect(csvRowsOf(none, 5, words)).toEqual([['', 'Visits'], ['Total', 5]])
})

test('the other file says what was asked, on which months it rests and how it is protected', () => {
  const table = create(QueryTableResponseSchema, {
    cells: [{ codes: ['Lisboa'], value: 20n }],
    total: 20n,
    protection: 'rounded',
    periods: [{ name: 'periods/2019-08', closing: Period_Closing.PROVISIONAL, closedBy: 'accounts/supervisao' }],
  })
  const file = jsonOfTable(
    { kind: 'visit', measure: 'count', by: ['district'], where: [], from: '2019-08', to: '2019-08' },
    table,
    (_, code) => ({ text: code.toUpperCase() }),
  )
  const text = [...file.pieces].join('')
  expect(JSON.parse(text)).toEqual({
    source: 'Balcão',
    request: { kind: 'visit', measure: 'MEASURE_COUNT', dimensions: ['district'], firstMonth: '2019-08', lastMonth: '2019-08' },
    months: [{ month: '2019-08', closing: 'provisional' }],
    protection: 'rounded',
    total: 20,
    cells: [{ codes: { district: 'Lisboa' }, labels: { district: 'LISBOA' }, value: 20 }],
  })
  expect(text).not.toContain('supervisao')
})
