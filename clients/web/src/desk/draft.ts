// What the form of the desk holds, and the request that it becomes. Pure.
import { create, type MessageInitShape } from '@bufbuild/protobuf'
import type { Timestamp } from '@bufbuild/protobuf/wkt'
import { LegalBasis_Ground } from '@gen/common_pb'
import { OpenVisitRequestSchema, type OpenVisitRequest } from '@gen/intake_pb'
import { PersonSchema } from '@gen/people_pb'
import type { FieldProblem } from '../rpc/problem'

export interface Draft {
  anonymous: boolean
  givenName: string
  familyName: string
  day: string
  month: string
  year: string
  nationality: string
  language: string
  phone: string
  documentType: string
  documentNumber: string
  area: string
  caseType: string
  note: string
  noticeGiven: boolean
}

export const EMPTY: Draft = {
  anonymous: false,
  givenName: '',
  familyName: '',
  day: '',
  month: '',
  year: '',
  nationality: '',
  language: 'pt',
  phone: '',
  documentType: '',
  documentNumber: '',
  area: '',
  caseType: '',
  note: '',
  noticeGiven: false,
}

export function isEmpty(draft: Draft): boolean {
  return (Object.keys(EMPTY) as (keyof Draft)[]).every((field) => draft[field] === EMPTY[field])
}

// The notice that is handed out at desks.
const NOTICE_VERSION = '2019-1'

type PersonInit = MessageInitShape<typeof PersonSchema>

export function personOf(draft: Draft): PersonInit {
  const known: PersonInit = {
    nationalities: draft.nationality === '' ? [] : [draft.nationality],
    language: draft.language,
    phones: draft.phone.trim() === '' ? [] : [draft.phone.trim()],
    legalBasis: legalBasisOf(draft),
    birthDate: birthDateOf(draft),
  }
  if (draft.anonymous) return { ...known, anonymous: true }
  return {
    ...known,
    givenName: draft.givenName.trim(),
    familyName: draft.familyName.trim(),
    documents:
      draft.documentNumber.trim() === ''
        ? []
        : [{ type: draft.documentType, number: draft.documentNumber.trim(), country: draft.nationality }],
  }
}

function birthDateOf(draft: Draft): PersonInit['birthDate'] {
  const [year, month, day] = [draft.year, draft.month, draft.day].map(Number)
  return year === 0 ? undefined : { year: year ?? 0, month: month ?? 0, day: day ?? 0 }
}

// Desks work in the public interest: GDPR, article 6(1)(e).
function legalBasisOf(draft: Draft) {
  return {
    ground: LegalBasis_Ground.PUBLIC_TASK,
    noticeVersion: draft.noticeGiven ? NOTICE_VERSION : '',
    noticeLanguage: draft.language,
  }
}

// `known` names the person when one of the candidates was chosen; `reviewed` are the candidates
// that a human looked at.
export function requestOf(
  draft: Draft,
  requestId: string,
  known: string,
  reviewed: string[],
  occurredTime?: Timestamp,
): OpenVisitRequest {
  const person = known === '' ? { newPerson: personOf(draft) } : {}
  return create(OpenVisitRequestSchema, {
    ...person,
    visit: {
      person: known,
      channel: 'desk',
      language: draft.language,
      tickets: [{ area: draft.area, caseType: draft.caseType, note: draft.note.trim() }],
      legalBasis: legalBasisOf(draft),
      ...(occurredTime === undefined ? {} : { occurredTime }),
    },
    reviewedCandidates: reviewed,
    requestId,
  })
}

// What the server refuses without fail, for when it cannot be asked and the person is still there.
// Never more than the server itself: what it took already is not asked for again.
export function lacksOf(draft: Draft, known: string): FieldProblem[] {
  const unnamed = !draft.anonymous && draft.givenName.trim() === '' && draft.familyName.trim() === ''
  return [
    ...(known === '' && unnamed ? [{ path: 'new_person.given_name', reason: 'NAME_REQUIRED' }] : []),
    ...(draft.area === '' && draft.caseType === '' ? [{ path: 'visit.tickets[0].area', reason: 'REQUIRED' }] : []),
    ...(draft.noticeGiven ? [] : [{ path: 'visit.legal_basis.notice_version', reason: 'PRIVACY_NOTICE_REQUIRED' }]),
  ]
}
