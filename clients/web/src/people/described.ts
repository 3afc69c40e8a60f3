// A person in a line.
import type { Person } from '@gen/people_pb'

export function nameOf(person: Person, anonymous: string): string {
  return `${person.givenName} ${person.familyName}`.trim() || anonymous
}

// As much of a date as is known: `1990-02-03`, `1990-02`, `1990`.
export function dateText(date: { year: number; month: number; day: number } | undefined): string {
  if (date === undefined || date.year === 0) return ''
  return [date.year, date.month, date.day]
    .filter((part) => part > 0)
    .map((part) => String(part).padStart(2, '0'))
    .join('-')
}

// What tells people of one name apart.
export function lineOf(person: Person): string {
  return [dateText(person.birthDate), person.reference].filter((part) => part !== '').join(' · ')
}

// The path of a resource in the client: `people/7` is at `/people/7`.
export function idOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1)
}
