import { create } from '@bufbuild/protobuf'
import { TableCellSchema } from '@gen/statistics_pb'
import { expect, test } from 'vitest'
import type { Dimension } from './choice'
import { drawingOf } from './drawing'
import { chartOption, heightOf, mapOption, stepColour, type Look } from './options'
import type { Axis } from './sheet'

const axis = (dimension: Dimension, codes: string[]): Axis => ({
  dimension,
  name: dimension,
  categories: codes.map((code) => ({ code, label: { text: `<${code}>` } })),
})
const cell = (value: number, ...codes: string[]) => create(TableCellSchema, { codes, value: BigInt(value) })
const look: Look = {
  text: '#000',
  line: '#111',
  surface: '#fff',
  none: '#eee',
  withheld: '#ccc',
  series: ['#a', '#b'],
  steps: ['#1', '#2', '#3', '#4', '#5'],
  font: 'Noto Sans',
  number: (value) => `n${value}`,
}
const many = Array.from({ length: 30 }, (_, at) => `c${at}`)

test('categories are bars, the largest of them, and what is left out is counted', () => {
  const drawing = drawingOf([axis('nationality', many)], [cell(20, 'c0')], 'Visits')
  expect(drawing).toMatchObject({ shape: 'bars', left: 10, series: [{ name: 'Visits' }] })
  expect(drawing!.categories).toHaveLength(20)
  expect(drawing!.series[0]!.values.slice(0, 2)).toEqual([20, 0])
})

test('times are a line with every one of them, whichever dimension they are', () => {
  expect(drawingOf([axis('month', many)], [], 'Visits')).toMatchObject({ shape: 'lines', left: 0 })
  const cells = [cell(5, '2', '2020')]
  const expected = { shape: 'lines', categories: ['<2019>', '<2020>'], series: [{ name: '<2>', values: [0, 5] }] }
  expect(drawingOf([axis('sex', ['2']), axis('year', ['2019', '2020'])], cells, '')).toMatchObject(expected)
  expect(drawingOf([axis('year', ['2019', '2020']), axis('sex', ['2'])], [cell(5, '2020', '2')], '')).toMatchObject(expected)
})

test('two kinds of categories stand beside each other', () => {
  const drawing = drawingOf([axis('nationality', many), axis('language', many)], [cell(15, 'c1', 'c0')], '')
  expect(drawing).toMatchObject({ shape: 'bars', left: 20 + 24 })
  expect(drawing!.series[0]!.values[1]).toBe(15)
})

test('what would say nothing is not drawn', () => {
  expect(drawingOf([], [], '')).toBeNull()
  expect(drawingOf([axis('sex', [])], [], '')).toBeNull()
  expect(drawingOf([axis('year', ['2019']), axis('quarter', ['2019-Q1'])], [], '')).toBeNull()
  expect(drawingOf([axis('sex', ['1']), axis('year', ['2019']), axis('area', ['x'])], [], '')).toBeNull()
})

test('a chart is described, patterned, and writes no style into the page', () => {
  const drawing = drawingOf([axis('nationality', many)], [cell(20, 'c0')], 'Visits')!
  const option = chartOption(drawing, 'Visits by nationality', look)
  expect(option).toMatchObject({
    aria: { enabled: true, label: { description: 'Visits by nationality' }, decal: { show: true } },
    tooltip: { renderMode: 'richText' },
    series: [{ type: 'bar' }],
  })
  expect(heightOf(drawing)).toBe(90 + 20 * 32)
})

test('a map has a colour for each step and one for nothing', () => {
  const option = mapOption([{ name: 'Lisboa', value: 20 }, { name: 'Beja', value: null }], [{ from: 5, to: 20 }], 'Visits', look)
  expect(option).toMatchObject({
    tooltip: { renderMode: 'richText' },
    visualMap: { pieces: [{ value: 0, color: '#eee' }, { min: 5, max: 20, color: '#5' }] },
    series: [{ type: 'map', data: [{ name: 'Lisboa', value: 20 }, { name: 'Beja', value: Number.NaN }] }],
  })
  expect([0, 1, 2].map((at) => stepColour(at, 3, look))).toEqual(['#1', '#3', '#5'])
})
