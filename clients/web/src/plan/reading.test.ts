import { create } from '@bufbuild/protobuf'
import { PlanFigureSchema } from '@gen/plan_pb'
import { expect, test } from 'vitest'
import { monthsToType, readingOf } from './reading'

const figure = create(PlanFigureSchema, { name: 'figures/F012', periodStart: '2020-01-01', periodEnd: '2020-04-19' })
const draft = (value: string) => ({ month: '2020-03', value, source: ' report ' })

test('the months of a figure that have begun can be typed, the newest first', () => {
  expect(monthsToType(figure, '2026-01')).toEqual(['2020-04', '2020-03', '2020-02', '2020-01'])
  expect(monthsToType(figure, '2020-02')).toEqual(['2020-02', '2020-01'])
})

test('a number is taken as people write it', () => {
  for (const typed of ['102000', '102 000', '102.000', ' 102\u00A0000 ']) {
    expect(readingOf(figure, draft(typed)).reading).toEqual({ name: 'figures/F012/readings/2020-03', value: 102000n, source: 'report' })
  }
  expect(readingOf(figure, draft('0')).reading?.value).toBe(0n)
})

test('what is no whole number is not sent', () => {
  for (const typed of ['12,5', '1.5', '-3', 'many', '1e3', '12345678901234567890']) {
    expect(readingOf(figure, draft(typed)).wrong?.fields).toEqual([{ path: 'reading.value', reason: 'NOT_A_NUMBER' }])
  }
  expect(readingOf(figure, draft('  ')).wrong?.fields).toEqual([{ path: 'reading.value', reason: 'REQUIRED' }])
})
