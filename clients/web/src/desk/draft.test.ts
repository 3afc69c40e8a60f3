import { timestampFromMs } from '@bufbuild/protobuf/wkt'
import { LegalBasis_Ground } from '@gen/common_pb'
import { expect, test } from 'vitest'
import { EMPTY, EMPTY_MATTER, isEmpty, lacksOf, personOf, requestOf, withMatter } from './draft'

const LEGAL = [{ ...EMPTY_MATTER, area: 'legal' }]

const ANA = {
  ...EMPTY,
  givenName: ' Ana ',
  familyName: 'Koval',
  year: '1990',
  month: '2',
  nationality: 'UA',
  documentType: 'passport',
  documentNumber: 'FX 1',
  matters: LEGAL,
  noticeGiven: true,
}

test('a named person comes with what was typed, and no more', () => {
  const request = requestOf(ANA, 'id', '', [])
  expect(request.newPerson?.givenName).toBe('Ana')
  expect(request.newPerson?.birthDate).toMatchObject({ year: 1990, month: 2, day: 0 })
  expect(request.newPerson?.documents).toMatchObject([{ type: 'passport', number: 'FX 1', country: 'UA' }])
  expect(request.newPerson?.phones).toEqual([])
  expect(request.visit?.tickets).toMatchObject([{ area: 'legal', caseType: '' }])
})

test('an anonymous person has neither name nor document, whatever stood in the form', () => {
  const person = personOf({ ...ANA, anonymous: true })
  expect(person.anonymous).toBe(true)
  expect(person.givenName).toBeUndefined()
  expect(person.documents).toBeUndefined()
  expect(person.birthDate).toBeUndefined()
})

test('what was typed by half is sent, to be refused, and never left out', () => {
  const person = personOf({ ...ANA, year: '', month: '2', documentType: 'visa', documentNumber: '' })
  expect(person.birthDate).toMatchObject({ year: 0, month: 2 })
  expect(person.documents).toMatchObject([{ type: 'visa', number: '', country: '' }])
})

test('a candidate that was chosen is named, and no person is made', () => {
  const request = requestOf(ANA, 'id', 'people/7', [])
  expect(request.visit?.person).toBe('people/7')
  expect(request.newPerson).toBeUndefined()
})

test('a notice that was not given is not claimed', () => {
  const basis = requestOf({ ...ANA, noticeGiven: false }, 'id', '', []).visit?.legalBasis
  expect(basis?.ground).toBe(LegalBasis_Ground.PUBLIC_TASK)
  expect(basis?.noticeVersion).toBe('')
})

test('each matter is a ticket, in the order that they were typed', () => {
  const matters = [EMPTY_MATTER, EMPTY_MATTER]
  const draft = { ...ANA, matters }
  draft.matters = withMatter(draft, 0, { area: 'legal' })
  draft.matters = withMatter(draft, 1, { area: 'health', note: ' número de utente ' })
  const tickets = requestOf(draft, 'id', '', []).visit?.tickets
  expect(tickets).toMatchObject([{ area: 'legal' }, { area: 'health', note: 'número de utente' }])
})

test('a visit says when it happened, where that is known', () => {
  const time = timestampFromMs(1_700_000_000_500)
  expect(requestOf(ANA, 'id', '', [], time).visit?.occurredTime).toEqual(time)
  expect(requestOf(ANA, 'id', '', []).visit?.occurredTime).toBeUndefined()
})

test('what is surely lacking is known without the server, and no more than that', () => {
  expect(lacksOf(ANA, '')).toEqual([])
  expect(lacksOf({ ...EMPTY, noticeGiven: true, matters: LEGAL }, '')).toEqual([
    { path: 'new_person.given_name', reason: 'NAME_REQUIRED' },
  ])
  expect(lacksOf({ ...EMPTY, noticeGiven: true, matters: LEGAL }, 'people/7')).toEqual([])
  expect(lacksOf({ ...ANA, givenName: '' }, '')).toEqual([])
  expect(lacksOf({ ...ANA, matters: [{ ...EMPTY_MATTER, caseType: 'legal.permit_renewal' }] }, '')).toEqual([])
  expect(lacksOf({ ...EMPTY, anonymous: true }, '').map((lack) => lack.path)).toEqual([
    'visit.tickets[0].area',
    'visit.legal_basis.notice_version',
  ])
})

test('a form is empty until something is typed', () => {
  expect(isEmpty(EMPTY)).toBe(true)
  expect(isEmpty({ ...EMPTY, matters: [{ ...EMPTY_MATTER, note: 'x' }] })).toBe(false)
})

test('a person who is known already is named, and nothing of the form is taken for theirs', () => {
  const known = { ...ANA, person: 'people/9', givenName: '' }
  const request = requestOf(known, 'id', '', [])
  expect(request.visit?.person).toBe('people/9')
  expect(request.newPerson).toBeUndefined()
  expect(lacksOf(known, '')).toEqual([])
})
