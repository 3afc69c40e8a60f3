import { create } from '@bufbuild/protobuf'
import { Period_Closing, PeriodSchema } from '@gen/statistics_pb'
import { expect, test } from 'vitest'
import { monthInLisbon, nextToClose, openMonths } from './closing'

const closed = (month: string, closing = Period_Closing.FINAL) => create(PeriodSchema, { name: `periods/${month}`, closing })

test('the month is that of Lisbon, not of the machine', () => {
  expect(monthInLisbon(new Date('2020-07-31T23:30:00Z'))).toBe('2020-08')
  expect(monthInLisbon(new Date('2020-12-31T23:30:00Z'))).toBe('2020-12')
})

test('a month that is over and not closed may be closed, also one that was passed over', () => {
  const periods = [closed('2018-10'), closed('2018-12', Period_Closing.PROVISIONAL)]
  const open = openMonths(periods, '2019-03')
  expect(open.slice(-3)).toEqual(['2018-11', '2019-01', '2019-02'])
  expect(open).not.toContain('2018-12')
  expect(open).not.toContain('2019-03')
  expect(nextToClose(periods, open)).toBe('2019-01')
})

test('months since the first that was closed are offered, and two years of a new house', () => {
  expect(openMonths([closed('2015-01')], '2019-03')[0]).toBe('2015-02')
  expect(openMonths([], '2019-03')).toHaveLength(24)
  expect(nextToClose([], openMonths([], '2019-03'))).toBe('2017-03')
  expect(nextToClose([], [])).toBe('')
})
