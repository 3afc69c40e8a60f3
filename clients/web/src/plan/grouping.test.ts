import { create } from '@bufbuild/protobuf'
import { MeasureSchema, MeasureStage } from '@gen/plan_pb'
import { expect, test } from 'vitest'
import { byAxis, codeOf, fraction, shareOf } from './grouping'

const measure = (name: string, axis: number, objective: number, stage: MeasureStage) =>
  create(MeasureSchema, { name: `measures/${name}`, axis, objective, stage })
const measures = [
  measure('c', 2, 9, MeasureStage.NOT_STARTED),
  measure('a', 1, 15, MeasureStage.COMPLETED),
  measure('b', 1, 15, MeasureStage.IN_PROGRESS),
  measure('d', 1, 3, MeasureStage.UNSPECIFIED),
]

test('measures stand under their objective, and that under its axis, by number', () => {
  const shape = byAxis(measures, 0).map((axis) => [axis.number, axis.objectives.map((o) => [o.number, o.measures.map(codeOf)])])
  expect(shape).toEqual([
    [1, [[3, ['d']], [15, ['a', 'b']]]],
    [2, [[9, ['c']]]],
  ])
  expect(byAxis(measures, 2).map((axis) => axis.number)).toEqual([2])
})

test('the share of an objective is of all its measures, whichever of them are sought', () => {
  const [axis] = byAxis(measures, 0, (found) => found.name === 'measures/b')
  expect(axis?.objectives.map((o) => [o.number, o.measures.map(codeOf), o.share])).toEqual([
    [15, ['b'], { done: 1, started: 1, total: 2 }],
  ])
})

test('the share that is done is of all measures', () => {
  expect(shareOf(measures)).toEqual({ done: 1, started: 1, total: 4 })
  expect(fraction(shareOf(measures))).toBe(0.25)
  expect(fraction(shareOf([]))).toBe(0)
})
