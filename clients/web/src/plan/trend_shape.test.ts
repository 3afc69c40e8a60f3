import { create } from '@bufbuild/protobuf'
import { FigureMonthSchema, PlanFigureSchema } from '@gen/plan_pb'
import { expect, test } from 'vitest'
import { columnsOf, drawingOfTrend } from './trend_shape'

const months = (...values: [string, number][]) => values.map(([month, value]) => create(FigureMonthSchema, { month, value: BigInt(value) }))

test('the largest column takes the room, and what was counted is always seen', () => {
  expect(columnsOf(months(['2020-01', 0], ['2020-02', 5], ['2020-03', 10_000]), 20)).toEqual([0, 1, 20])
  expect(columnsOf(months(['2020-01', 0], ['2020-02', 0]), 20)).toEqual([0, 0])
})

test('a month without a value is a gap, not a zero', () => {
  const figure = create(PlanFigureSchema, { trend: months(['2019-12', 3], ['2020-02', 0]) })
  const drawing = drawingOfTrend(figure, 'calls', 'en-GB')
  expect(drawing.categories).toEqual(['Dec 2019', 'Jan 2020', 'Feb 2020'])
  expect(drawing.series).toEqual([{ name: 'calls', values: [3, null, 0] }])
})
