// A table as a file: what is on the screen, with what it rests on.
import { toJson } from '@bufbuild/protobuf'
import { QueryTableRequestSchema, type QueryTableResponse } from '@gen/statistics_pb'
import { jsonOf, type CsvValue, type FileText } from '../parts/export'
import { closingOf, monthOf } from '../parts/months'
import { requestOf, type TableChoice } from './choice'
import { figureOf, type Figure, type LabelOf, type Sheet } from './sheet'

export interface SheetWords {
  total: string
  withheld: string
}

// The lines of the screen; a group's head stands in each of its lines.
export function csvRowsOf(sheet: Sheet, total: number, words: SheetWords): CsvValue[][] {
  const valueOf = (figure: Figure): CsvValue => (figure.withheld ? words.withheld : figure.count)
  const grouped = sheet.groupName !== ''
  const named = [...(grouped ? [sheet.groupName] : []), ...sheet.headNames]
  const heads = named.length === 0 ? [''] : named
  const lines = sheet.groups.flatMap((group) =>
    group.rows.map((row) => [
      ...(group.head === null ? [] : [group.head.text]),
      ...row.heads.map((head) => head.text),
      ...row.figures.map(valueOf),
    ]),
  )
  const blanks = Array.from({ length: Math.max(0, heads.length + sheet.columns.length - 2) }, () => '')
  return [[...heads, ...sheet.columns.map((column) => column.text)], ...lines, [words.total, ...blanks, total]]
}

// Who closed a month stays in the house.
export function jsonOfTable(choice: TableChoice, table: QueryTableResponse, labelOf: LabelOf): FileText {
  const head = {
    source: 'Balcão',
    request: toJson(QueryTableRequestSchema, requestOf(choice)),
    months: table.periods.map((period) => ({ month: monthOf(period), closing: closingOf(period) })),
    protection: table.protection,
    total: Number(table.total),
  }
  return jsonOf(head, 'cells', table.cells, (cell) => ({
    codes: Object.fromEntries(choice.by.map((dimension, at) => [dimension, cell.codes[at]])),
    labels: Object.fromEntries(choice.by.map((dimension, at) => [dimension, labelOf(dimension, cell.codes[at] ?? '').text])),
    ...(figureOf(cell).withheld ? { withheld: true } : { value: figureOf(cell).count }),
  }))
}
