// Which months may be closed.
import type { Period } from '@gen/statistics_pb'
import { closingOf, monthBefore, monthOf, monthsBetween } from '../parts/months'

// How far back an open month is offered in a house that never closed one.
const MONTHS_BACK = 24

// The month that it is in Portugal.
export function monthInLisbon(now: Date): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Lisbon', year: 'numeric', month: '2-digit' }).formatToParts(now)
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}`
}

// Months that are over and not closed, oldest first.
export function openMonths(periods: Period[], thisMonth: string): string[] {
  const closed = periods.filter((period) => closingOf(period) !== 'open').map(monthOf)
  const last = monthBefore(thisMonth)
  let first = last
  for (let back = 1; back < MONTHS_BACK; back++) first = monthBefore(first)
  if (closed[0] !== undefined && closed[0] < first) first = closed[0]
  return monthsBetween(first, last).filter((month) => !closed.includes(month))
}

// The one that comes after what was closed last, or else the oldest.
export function nextToClose(periods: Period[], open: string[]): string {
  const last = periods.filter((period) => closingOf(period) !== 'open').map(monthOf).at(-1) ?? ''
  return open.find((month) => month > last) ?? open[0] ?? ''
}
