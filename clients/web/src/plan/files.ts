// The plan as files: its figures, its measures.
import { toJson } from '@bufbuild/protobuf'
import { MeasureSchema, PlanFigureSchema, type Measure, type PlanFigure } from '@gen/plan_pb'
import { jsonOf, type CsvValue, type FileText } from '../parts/export'
import { codeOf } from './grouping'

// A zero is written, and not left out.
const ALL = { alwaysEmitImplicit: true }

export function jsonOfFigures(figures: PlanFigure[]): FileText {
  return jsonOf({ source: 'Balcão' }, 'figures', figures, (figure) => toJson(PlanFigureSchema, figure, ALL))
}

export function jsonOfMeasures(measures: Measure[]): FileText {
  return jsonOf({ source: 'Balcão' }, 'measures', measures, (measure) => toJson(MeasureSchema, measure, ALL))
}

interface FigureWords {
  statement: string
  report: string
  origin: string
  met: string
}

export function figureRows(figures: PlanFigure[], heads: string[], words: (figure: PlanFigure) => FigureWords): CsvValue[][] {
  // How they went stands behind, a column a month.
  const months = [...new Set(figures.flatMap((figure) => figure.trend.map(({ month }) => month)))].sort()
  return [
    [...heads, ...months],
    ...figures.map((figure) => {
      const { statement, report, origin, met } = words(figure)
      const values = new Map(figure.trend.map(({ month, value }) => [month, Number(value)]))
      const computed = figure.value === undefined ? '' : Number(figure.value)
      return [
        figure.name.replace(/^figures\//, ''), figure.objective, statement, figure.unit, figure.periodStart,
        figure.periodEnd, report, Number(figure.reportValue), computed, origin, met,
        ...months.map((month) => values.get(month) ?? ''),
      ]
    }),
  ]
}

export interface MeasureWords {
  title: string
  titleLang?: string | undefined // where it is not that of the page
  lead: string
  institutes: string
  stage: string
  stageTime: string
  deadline: string // the file has it as the server does
}

export function measureRows(measures: Measure[], heads: string[], words: (measure: Measure) => MeasureWords): CsvValue[][] {
  return [
    heads,
    ...measures.map((measure) => {
      const { title, lead, institutes, stage, stageTime } = words(measure)
      return [codeOf(measure), measure.axis, measure.objective, title, lead, institutes, measure.deadline, stage, stageTime, measure.evidence]
    }),
  ]
}
