// Which picture a table makes, if any.
import type { TableCell } from '@gen/statistics_pb'
import { isTime } from './choice'
import { figureOf, type Axis, type Label } from './sheet'

export interface Series {
  name: string
  values: (number | null)[] // null where a figure is withheld
}

export interface Drawing {
  shape: 'bars' | 'lines'
  categories: string[]
  series: Series[]
  left: number // categories and series that did not fit
}

const BARS_MAX = 20
const BAR_GROUPS_MAX = 10
const SERIES_MAX = 6

// Null where a picture would say nothing: without a dimension, with more than two, or with two times.
export function drawingOf(axes: Axis[], cells: TableCell[], figureName: string): Drawing | null {
  const [first, second, third] = axes
  if (first === undefined || third !== undefined || first.categories.length === 0) return null
  if (second === undefined) return one(first, cells, figureName)
  if (isTime(first.dimension) && isTime(second.dimension)) return null
  if (isTime(first.dimension)) return crossed(first, second, valuesOf(cells, 0, 1), 'lines')
  if (isTime(second.dimension)) return crossed(second, first, valuesOf(cells, 1, 0), 'lines')
  return crossed(first, second, valuesOf(cells, 0, 1), 'bars')
}

type Values = (category: string, series: string) => number | null

function valuesOf(cells: TableCell[], category: number, series: number): Values {
  const found = new Map(cells.map((cell) => [JSON.stringify([cell.codes[category], cell.codes[series] ?? '']), cell]))
  return (categoryCode, seriesCode) => {
    const figure = figureOf(found.get(JSON.stringify([categoryCode, seriesCode])))
    return figure.withheld ? null : figure.count
  }
}

const shortest = (label: Label) => label.short ?? label.text

function one(axis: Axis, cells: TableCell[], figureName: string): Drawing {
  const lines = isTime(axis.dimension)
  const shown = lines ? axis.categories : axis.categories.slice(0, BARS_MAX)
  const values = valuesOf(cells, 0, 1)
  return {
    shape: lines ? 'lines' : 'bars',
    categories: shown.map((category) => shortest(category.label)),
    series: [{ name: figureName, values: shown.map((category) => values(category.code, '')) }],
    left: axis.categories.length - shown.length,
  }
}

function crossed(along: Axis, of: Axis, values: Values, shape: Drawing['shape']): Drawing {
  const categories = shape === 'lines' ? along.categories : along.categories.slice(0, BAR_GROUPS_MAX)
  const series = of.categories.slice(0, SERIES_MAX)
  return {
    shape,
    categories: categories.map((category) => shortest(category.label)),
    series: series.map((one) => ({ name: one.label.text, values: categories.map((category) => values(category.code, one.code)) })),
    left: along.categories.length - categories.length + of.categories.length - series.length,
  }
}
