// The answer of the server as the rows and columns of a page, a file and a chart.
import type { TableCell } from '@gen/statistics_pb'
import { monthsBetween } from '../parts/months'
import { isTime, type Dimension, type TableChoice } from './choice'

export interface Label {
  text: string
  short?: string // where there is little room
  lang?: string // where it is not the page's
}

export interface Figure {
  count: number
  withheld: boolean // kept back by the server: not a zero
}

export interface Category {
  code: string
  label: Label
}

// A dimension with the categories that the table shows, in their order.
export interface Axis {
  dimension: Dimension
  name: string
  categories: Category[]
}

export interface Row {
  heads: Label[]
  figures: Figure[]
}

export interface Group {
  head: Label | null
  rows: Row[]
}

export interface Sheet {
  groupName: string // of the dimension that makes groups; empty without groups
  headNames: string[] // of the dimensions that head the rows
  columnName: string // of the dimension that heads the columns; empty for one column of figures
  columns: Label[]
  groups: Group[]
}

export type LabelOf = (dimension: Dimension, code: string) => Label

// No cell is marked as withheld by the server so far; whatever marks one is read here alone.
export function figureOf(cell: TableCell | undefined): Figure {
  return { count: cell === undefined ? 0 : Number(cell.value), withheld: false }
}

// Categories that are shown although all of their cells are zero.
function complete(dimension: Dimension, choice: TableChoice, districts: string[]): string[] {
  if (choice.where.some((filter) => filter.dimension === dimension)) return []
  const months = monthsBetween(choice.from, choice.to)
  switch (dimension) {
    case 'month':
      return months
    case 'quarter':
      return months.map((month) => `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`)
    case 'year':
      return months.map((month) => month.slice(0, 4))
    case 'district':
      return districts
    default:
      return []
  }
}

// What a dimension's categories are put in order by.
export interface Orders {
  districts: string[] // every one there is
  ages: string[] // from young to old
  compare: (a: string, b: string) => number // of texts in the language of the page
}

// Times run forward and ages rise; the rest begins with the largest, and what is not known is last.
export function axesOf(choice: TableChoice, cells: TableCell[], names: Record<Dimension, string>, labelOf: LabelOf, orders: Orders): Axis[] {
  return choice.by.map((dimension, at) => {
    const weights = new Map<string, number>()
    if (choice.by.length <= 2) for (const code of complete(dimension, choice, orders.districts)) weights.set(code, 0)
    for (const cell of cells) {
      const code = cell.codes[at] ?? ''
      weights.set(code, (weights.get(code) ?? 0) + figureOf(cell).count)
    }
    const categories = [...weights.keys()].map((code) => ({ code, label: labelOf(dimension, code) }))
    return { dimension, name: names[dimension], categories: categories.sort(inOrder(dimension, weights, orders)) }
  })
}

function inOrder(dimension: Dimension, weights: Map<string, number>, orders: Orders) {
  const unknown = (category: Category) => Number(category.code === '')
  return (a: Category, b: Category): number => {
    if (unknown(a) !== unknown(b)) return unknown(a) - unknown(b)
    if (isTime(dimension)) return a.code < b.code ? -1 : 1
    if (dimension === 'age_band') return orders.ages.indexOf(a.code) - orders.ages.indexOf(b.code)
    return weights.get(b.code)! - weights.get(a.code)! || orders.compare(a.label.text, b.label.text)
  }
}

const keyOf = (codes: string[]) => JSON.stringify(codes)

// One dimension makes rows, two make rows and columns; the first of more makes groups of rows.
export function sheetOf(axes: Axis[], cells: TableCell[], figureName: string): Sheet {
  const found = new Map(cells.map((cell) => [keyOf(cell.codes), cell]))
  const [first, second, ...more] = axes
  const one: Sheet = { groupName: '', headNames: [], columnName: '', columns: [{ text: figureName }], groups: [] }
  if (first === undefined) return one
  if (more.length > 0) return { ...one, groupName: first.name, headNames: axes.slice(1).map((axis) => axis.name), groups: groupsOf(axes, cells) }
  const columns = second === undefined ? null : second.categories
  const rows = first.categories.map((category) => ({
    heads: [category.label],
    figures:
      columns === null
        ? [figureOf(found.get(keyOf([category.code])))]
        : columns.map((column) => figureOf(found.get(keyOf([category.code, column.code])))),
  }))
  return {
    ...one,
    headNames: [first.name],
    columnName: second?.name ?? '',
    columns: columns === null ? one.columns : columns.map((column) => column.label),
    groups: [{ head: null, rows }],
  }
}

// Rows without a cell are left out: most of their combinations never happen.
function groupsOf(axes: Axis[], cells: TableCell[]): Group[] {
  const places = axes.map((axis) => new Map(axis.categories.map((category, at) => [category.code, at])))
  const sorted = cells
    .map((cell) => ({ cell, at: cell.codes.map((code, axis) => places[axis]!.get(code)!) }))
    .sort((a, b) => a.at.map((place, axis) => place - b.at[axis]!).find((way) => way !== 0) ?? 0)
  const groups: Group[] = []
  let group = -1
  for (const { cell, at } of sorted) {
    const [first, ...others] = at.map((place, axis) => axes[axis]!.categories[place]!.label)
    if (at[0] !== group) groups.push({ head: first!, rows: [] })
    group = at[0]!
    groups.at(-1)!.rows.push({ heads: others, figures: [figureOf(cell)] })
  }
  return groups
}

export function rowCount(sheet: Sheet): number {
  return sheet.groups.reduce((count, group) => count + group.rows.length, 0)
}

// The first rows, where there are too many to be drawn at once.
export function firstRows(sheet: Sheet, count: number): Sheet {
  let left = count
  const groups: Group[] = []
  for (const group of sheet.groups) {
    if (left <= 0) break
    groups.push({ ...group, rows: group.rows.slice(0, left) })
    left -= group.rows.length
  }
  return { ...sheet, groups }
}
