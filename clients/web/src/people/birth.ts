// A date of birth as it is typed, and as much of it as is known. Pure.
import type { Date as KnownDate } from '@gen/common_pb'

export interface Birth {
  day: string
  month: string
  year: string
}

type DateInit = Pick<KnownDate, 'year' | 'month' | 'day'>

// What is no number is no date: the server says so beside the field.
const NO_DATE = -1

// Undefined where nothing was typed.
export function birthOf({ day, month, year }: Birth): DateInit | undefined {
  const [typedYear, typedMonth, typedDay] = [year, month, day].map((text) => text.trim())
  if (typedYear === '' && typedMonth === '' && typedDay === '') return undefined
  return { year: partOf(typedYear), month: partOf(typedMonth), day: partOf(typedDay) }
}

function partOf(text = ''): number {
  if (text === '') return 0
  return /^\d{1,4}$/.test(text) ? Number(text) : NO_DATE
}

export function typedBirth(date: DateInit | undefined): Birth {
  const text = (part: number | undefined) => (part === undefined || part === 0 ? '' : String(part))
  return { day: text(date?.day), month: text(date?.month), year: text(date?.year) }
}
