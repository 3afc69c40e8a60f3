// Civil months, `2019-08`, and their closings.
import { Period_Closing, type Period } from '@gen/statistics_pb'

export type Closing = 'open' | 'provisional' | 'final'

// `periods/2019-08` is `2019-08`.
export function monthOf(period: Period): string {
  return period.name.replace(/^periods\//, '')
}

export function closingOf(period: Period): Closing {
  switch (period.closing) {
    case Period_Closing.PROVISIONAL:
      return 'provisional'
    case Period_Closing.FINAL:
      return 'final'
    default:
      return 'open'
  }
}

// All months from the first to the last, both included.
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = []
  for (let month = first; month <= last && /^\d{4}-\d{2}$/.test(month); month = monthAfter(month)) months.push(month)
  return months
}

export function monthAfter(month: string): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))]
  const next = number === 12 ? [year + 1, 1] : [year, number + 1]
  return `${String(next[0]).padStart(4, '0')}-${String(next[1]).padStart(2, '0')}`
}

export function monthBefore(month: string): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))]
  return number === 1 ? `${year - 1}-12` : `${month.slice(0, 4)}-${String(number - 1).padStart(2, '0')}`
}

// The month as a text, in the language of the page.
export function monthText(month: string, locale: string, length: 'long' | 'short' = 'long'): string {
  const day = new Date(`${month}-01T00:00:00Z`)
  if (Number.isNaN(day.getTime())) return month
  return new Intl.DateTimeFormat(locale, { month: length, year: 'numeric', timeZone: 'UTC' }).format(day)
}
