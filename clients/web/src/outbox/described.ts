// The words for the fields of a request, as its form has them.
import type { TFunction } from 'i18next'

const LABELS = {
  'new_person.given_name': 'desk.given_name',
  'new_person.family_name': 'desk.family_name',
  'new_person.anonymous': 'desk.anonymous',
  'new_person.birth_date': 'desk.birth',
  'new_person.documents': 'desk.document',
  'new_person.nationalities': 'desk.nationality',
  'new_person.phones': 'desk.phone',
  'visit.language': 'desk.language',
  'visit.tickets[0].area': 'desk.area',
  'visit.tickets[0].case_type': 'desk.case_type',
  'visit.tickets[0].note': 'desk.note',
  'visit.legal_basis.notice_version': 'desk.notice',
  'visit.occurred_time': 'outbox.time',
  'call.occurred_time': 'outbox.time',
  'call.number': 'helpline.number',
  'call.language': 'helpline.language',
  'call.topic': 'helpline.topic',
  'call.outcome': 'helpline.outcome',
  'call.duration': 'helpline.minutes',
  'call.note': 'helpline.note',
  'call.legs': 'helpline.interpreted',
  'call.person': 'helpline.person',
  'call.case': 'helpline.case',
} as const

type Path = keyof typeof LABELS

// Empty where the form has no such field.
export function labelOf(t: TFunction, path: string): string {
  // Of many matters each has the words of the first.
  const first = path.replace(/^visit\.tickets\[\d+\]/, 'visit.tickets[0]')
  const exact = first in LABELS ? (first as Path) : undefined
  const within = (Object.keys(LABELS) as Path[]).find((known) => first.startsWith(`${known}[`) || first.startsWith(`${known}.`))
  const found = exact ?? within
  return found === undefined ? '' : t(LABELS[found])
}
