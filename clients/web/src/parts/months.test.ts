import { create } from '@bufbuild/protobuf'
import { Period_Closing, PeriodSchema } from '@gen/statistics_pb'
import { expect, test } from 'vitest'
import { closingOf, monthAfter, monthBefore, monthOf, monthsBetween, monthText } from './months'

test('months go over the end of a year, both ways', () => {
  expect(monthsBetween('2019-11', '2020-02')).toEqual(['2019-11', '2019-12', '2020-01', '2020-02'])
  expect(monthsBetween('2020-02', '2019-11')).toEqual([])
  expect(monthsBetween('soon', '2020-02')).toEqual([])
  expect([monthAfter('2019-12'), monthAfter('2019-09'), monthBefore('2020-01'), monthBefore('2020-10')]).toEqual([
    '2020-01',
    '2019-10',
    '2019-12',
    '2020-09',
  ])
})

test('a period is its month and how final it is', () => {
  const period = create(PeriodSchema, { name: 'periods/2019-08', closing: Period_Closing.FINAL })
  expect([monthOf(period), closingOf(period)]).toEqual(['2019-08', 'final'])
  expect(closingOf(create(PeriodSchema, {}))).toBe('open')
})

test('a month is read in the language of the page', () => {
  expect(monthText('2019-08', 'pt-PT')).toBe('agosto de 2019')
  expect(monthText('2019-08', 'en-GB')).toBe('August 2019')
  expect(monthText('nonsense', 'en-GB')).toBe('nonsense')
})
