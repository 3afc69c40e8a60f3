import { create } from '@bufbuild/protobuf'
import { MeasureSchema, MeasureStage, PlanFigure_Origin, PlanFigure_Qualifier, PlanFigureSchema } from '@gen/plan_pb'
import { expect, test } from 'vitest'
import { figureRows, jsonOfFigures, jsonOfMeasures, measureRows } from './files'

const figure = create(PlanFigureSchema, {
  name: 'figures/F033',
  objective: 15,
  statement: 'calls handled',
  unit: 'calls',
  periodStart: '2019-08-01',
  periodEnd: '2020-10-19',
  reportValue: 60711n,
  qualifier: PlanFigure_Qualifier.AT_LEAST,
  value: 60712n,
  origin: PlanFigure_Origin.CASEWORK,
  met: true,
})

test('a figure is a line: what the report said, what was computed, and whether they agree', () => {
  const words = ({ statement }: { statement: string }) => ({ statement, report: 'at least', origin: 'casework', met: 'agrees' })
  expect(figureRows([figure, create(PlanFigureSchema, { name: 'figures/F012' })], ['heads'], words)).toEqual([
    ['heads'],
    ['F033', 15, 'calls handled', 'calls', '2019-08-01', '2020-10-19', 'at least', 60711, 60712, 'casework', 'agrees'],
    ['F012', 0, '', '', '', '', 'at least', 0, '', 'casework', 'agrees'],
  ])
  expect(JSON.parse([...jsonOfFigures([figure]).pieces].join(''))).toMatchObject({ source: 'Balcão', figures: [{ name: 'figures/F033', reportValue: '60711', value: '60712', met: true }] })
})

test('how figures went stands behind them, a column a month, empty where nothing was counted', () => {
  const words = () => ({ statement: '', report: '', origin: '', met: '' })
  const typed = create(PlanFigureSchema, { name: 'figures/F012', trend: [{ month: '2020-01', value: 7n }] })
  const counted = create(PlanFigureSchema, { name: 'figures/F033', trend: [{ month: '2019-12', value: 0n }, { month: '2020-01', value: 5n }] })
  const rows = figureRows([typed, counted], ['heads'], words)
  expect(rows[0]).toEqual(['heads', '2019-12', '2020-01'])
  expect(rows.slice(1).map((row) => row.slice(-2))).toEqual([['', 7], [0, 5]])
})

test('a month in which nothing was counted is a zero in the file', () => {
  const counted = create(PlanFigureSchema, { name: 'figures/F033', trend: [{ month: '2019-12', value: 0n }] })
  expect(JSON.parse([...jsonOfFigures([counted]).pieces].join(''))).toMatchObject({ figures: [{ trend: [{ month: '2019-12', value: '0' }] }] })
})

test('a measure is a line with its names in the language of the page', () => {
  const measure = create(MeasureSchema, { name: 'measures/PN-15.01', axis: 3, objective: 15, deadline: '2020-12-31', stage: MeasureStage.COMPLETED, evidence: 'a report' })
  const words = () => ({ title: 'Keep the helpline', lead: 'Presidency', institutes: 'ACM', stage: 'Completed', stageTime: '2020-03-01', deadline: '31 December 2020' })
  expect(measureRows([measure], ['heads'], words)[1]).toEqual(['PN-15.01', 3, 15, 'Keep the helpline', 'Presidency', 'ACM', '2020-12-31', 'Completed', '2020-03-01', 'a report'])
  expect(JSON.parse([...jsonOfMeasures([measure]).pieces].join(''))).toMatchObject({ measures: [{ name: 'measures/PN-15.01', stage: 'MEASURE_STAGE_COMPLETED' }] })
})
