// What the form of the desk holds, and the request that it becomes. Pure.
import { create, type MessageInitShape } from '@bufbuild/protobuf'
import type { Timestamp } from '@bufbuild/protobuf/wkt'
import { LegalBasis_Ground } from '@gen/common_pb'
import { OpenVisitRequestSchema, type OpenVisitRequest } from '@gen/intake_pb'
import { PersonSchema } from '@gen/people_pb'
import { birthOf } from '../people/birth'
import { countryOf } from '../people/correction'
import type { FieldProblem } from '../rpc/problem'

export interface Matter {
  area: string
  caseType: string
  note: string
}

export interface Draft {
  person: string // names who is known already; empty for somebody new
  personLabel: string
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
  matters: Matter[] // at least one
  noticeGiven: boolean
}

export const EMPTY_MATTER: Matter = { area: '', caseType: '', note: '' }
// The server takes no more in one visit.
export const MATTERS_MAX = 8

export const EMPTY: Draft = {
  person: '',
  personLabel: '',
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
  matters: [EMPTY_MATTER],
  noticeGiven: false,
}

export function withMatter(draft: Draft, index: number, fields: Partial<Matter>): Matter[] {
  return draft.matters.map((matter, at) => (at === index ? { ...matter, ...fields } : matter))
}

export function isEmpty(draft: Draft): boolean {
  return JSON.stringify(draft) === JSON.stringify(EMPTY)
}

// The notice that is handed out at desks.
const NOTICE_VERSION = '2019-1'

type PersonInit = MessageInitShape<typeof PersonSchema>

export function personOf(draft: Draft): PersonInit {
  const known = {
    nationalities: draft.nationality === '' ? [] : [draft.nationality],
    language: draft.language,
    phones: draft.phone.trim() === '' ? [] : [draft.phone.trim()],
    legalBasis: legalBasisOf(draft),
  }
  return draft.anonymous ? { ...known, anonymous: true } : { ...known, ...identityOf(draft) }
}

// What was typed of it before the person became anonymous is not sent.
function identityOf(draft: Draft) {
  const birthDate = birthOf(draft)
  const [type, number] = [draft.documentType, draft.documentNumber.trim()]
  return {
    givenName: draft.givenName.trim(),
    familyName: draft.familyName.trim(),
    ...(birthDate === undefined ? {} : { birthDate }),
    documents: type === '' && number === '' ? [] : [{ type, number, country: countryOf(type, draft.nationality) }],
  }
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
  const person = known || draft.person
  return create(OpenVisitRequestSchema, {
    ...(person === '' ? { newPerson: personOf(draft) } : {}),
    visit: {
      person,
      channel: 'desk',
      language: draft.language,
      tickets: draft.matters.map((matter) => ({ ...matter, note: matter.note.trim() })),
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
  const unnamed = draft.person === '' && !draft.anonymous && draft.givenName.trim() === '' && draft.familyName.trim() === ''
  return [
    ...(known === '' && unnamed ? [{ path: 'new_person.given_name', reason: 'NAME_REQUIRED' }] : []),
    ...draft.matters.flatMap(({ area, caseType }, index) =>
      area === '' && caseType === '' ? [{ path: `visit.tickets[${index}].area`, reason: 'REQUIRED' }] : [],
    ),
    ...(draft.noticeGiven ? [] : [{ path: 'visit.legal_basis.notice_version', reason: 'PRIVACY_NOTICE_REQUIRED' }]),
  ]
}
