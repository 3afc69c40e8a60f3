// The months of a figure as columns and as a drawing.
import type { FigureMonth, PlanFigure } from '@gen/plan_pb'
import { monthsBetween, monthText } from '../parts/months'
import type { Drawing } from '../tables/drawing'

// A month in which something was counted is seen.
const LOWEST = 1

// The height of each column, the largest as high as there is room.
export function columnsOf(trend: FigureMonth[], room: number): number[] {
  const largest = Math.max(0, ...trend.map(({ value }) => Number(value)))
  return trend.map(({ value }) => (value === 0n ? 0 : Math.max(LOWEST, (room * Number(value)) / largest)))
}

// Every month from the first to the last; one without a value is a gap.
export function drawingOfTrend(figure: PlanFigure, name: string, locale: string): Drawing {
  const values = new Map(figure.trend.map(({ month, value }) => [month, Number(value)]))
  const months = monthsBetween(figure.trend[0]?.month ?? '', figure.trend.at(-1)?.month ?? '')
  return {
    shape: 'lines',
    categories: months.map((month) => monthText(month, locale, 'short')),
    series: [{ name, values: months.map((month) => values.get(month) ?? null) }],
    left: 0,
  }
}
