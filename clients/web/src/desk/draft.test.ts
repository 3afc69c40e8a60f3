import { LegalBasis_Ground } from '@gen/common_pb'
import { expect, test } from 'vitest'
import { EMPTY, EMPTY_MATTER, personOf, requestOf, withMatter } from './draft'

const ANA = {
  ...EMPTY,
  givenName: ' Ana ',
  familyName: 'Koval',
  year: '1990',
  month: '2',
  nationality: 'UA',
  documentType: 'passport',
  documentNumber: 'FX 1',
  matters: [{ ...EMPTY_MATTER, area: 'legal' }],
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
