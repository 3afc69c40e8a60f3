// The plan as files: its figures, its measures.
import { toJson } from '@bufbuild/protobuf'
import { MeasureSchema, PlanFigureSchema, type Measure, type PlanFigure } from '@gen/plan_pb'
import type { CsvValue } from '../parts/export'
import { codeOf } from './grouping'

export function jsonOfFigures(figures: PlanFigure[]): string {
  return textOf({ source: 'Balcão', figures: figures.map((figure) => toJson(PlanFigureSchema, figure)) })
}

export function jsonOfMeasures(measures: Measure[]): string {
  return textOf({ source: 'Balcão', measures: measures.map((measure) => toJson(MeasureSchema, measure)) })
}

function textOf(file: object): string {
  return JSON.stringify(file, null, 2) + '\n'
}

interface FigureWords {
  statement: string
  report: string
  origin: string
  met: string
}

export function figureRows(figures: PlanFigure[], heads: string[], words: (figure: PlanFigure) => FigureWords): CsvValue[][] {
  return [
    heads,
    ...figures.map((figure) => {
      const { statement, report, origin, met } = words(figure)
      const computed = figure.value === undefined ? '' : Number(figure.value)
      return [
        figure.name.replace(/^figures\//, ''), figure.objective, statement, figure.unit, figure.periodStart,
        figure.periodEnd, report, Number(figure.reportValue), computed, origin, met,
      ]
    }),
  ]
}

export interface MeasureWords {
  title: string
  lead: string
  institutes: string
  stage: string
  stageTime: string
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
