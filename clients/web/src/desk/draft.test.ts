import { LegalBasis_Ground } from '@gen/common_pb'
import { expect, test } from 'vitest'
import { EMPTY, personOf, requestOf } from './draft'

const ANA = {
  ...EMPTY,
  givenName: ' Ana ',
  familyName: 'Koval',
  year: '1990',
  month: '2',
  nationality: 'UA',
  documentType: 'passport',
  documentNumber: 'FX 1',
  area: 'legal',
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
