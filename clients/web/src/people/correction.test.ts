import { create } from '@bufbuild/protobuf'
import { FieldMaskSchema } from '@bufbuild/protobuf/wkt'
import { PersonSchema } from '@gen/people_pb'
import { expect, test } from 'vitest'
import { comparedOf, identityOf, pathsOf, personOf, type Typed, typedOf, wishOf, writableOf } from './correction'

const OLENA = create(PersonSchema, {
  name: 'people/1',
  etag: '3',
  givenName: 'Olena',
  familyName: 'Melnyk',
  birthDate: { year: 1990, month: 2, day: 3 },
  nationalities: ['UA'],
  phones: ['912345678', '+380441234567'],
  documents: [{ type: 'passport', number: 'AB 1', country: 'UA', expiryDate: { year: 2030, month: 1, day: 1 } }],
})

const typed = (fields: Partial<Typed>): Typed => ({ ...typedOf(OLENA), ...fields })

test('what was not changed is not written', () => {
  expect(wishOf(typedOf(OLENA), OLENA)).toEqual({})
  expect(wishOf(typed({ givenName: ' Olena ', phones: [...OLENA.phones, ' '], birth: { day: '03', month: '02', year: '1990' } }), OLENA)).toEqual({})
})

test('what was changed is written, under the names of the contract', () => {
  const wish = wishOf(typed({ familyName: 'Melnychenko', phones: ['+380441234567'], birth: { day: '', month: '', year: '' } }), OLENA)
  expect(pathsOf(wish)).toEqual(['family_name', 'birth_date', 'phones'])
  expect(personOf(wish, OLENA.documents, 'UA')).toEqual({ familyName: 'Melnychenko', phones: ['+380441234567'] })
})

test('a document that stays keeps its country and its last day, and a new one is of the state that gives it', () => {
  const wish = wishOf(typed({ documents: [{ type: 'passport', number: 'AB 1' }, { type: 'id_card', number: ' 12 ' }, { type: 'visa', number: '3' }] }), OLENA)
  const { documents } = personOf(wish, OLENA.documents, 'UA')
  expect(documents).toEqual([
    { type: 'passport', number: 'AB 1', country: 'UA', expiryDate: OLENA.documents[0]?.expiryDate },
    { type: 'id_card', number: '12', country: 'UA' },
    { type: 'visa', number: '3', country: '' },
  ])
})

test('a document without a number is sent, to be refused, and an empty line is not', () => {
  const wish = wishOf(typed({ documents: [{ type: 'nif', number: '' }, { type: '', number: '' }] }), OLENA)
  expect(wish.documents).toEqual([{ type: 'nif', number: '' }])
})

test('who is anonymous has no name to correct, and what is hidden is not written', () => {
  expect(writableOf(create(PersonSchema, { anonymous: true }))).not.toContain('givenName')
  const hidden = create(PersonSchema, { redacted: create(FieldMaskSchema, { paths: ['residence_status', 'note'] }) })
  expect(writableOf(hidden)).not.toContain('note')
  expect(wishOf({ ...typedOf(hidden), note: 'x', sex: '2' }, hidden)).toEqual({ sex: '2' })
})

test('who gives a name tells no more than was told otherwise', () => {
  const unnamed = create(PersonSchema, { anonymous: true, nationalities: ['UA'], birthDate: { year: 1990 }, phones: ['912345678'] })
  const told = { ...typedOf(unnamed), givenName: 'Olena ', birth: { day: '', month: '', year: '1991' } }
  expect(identityOf(told, unnamed)).toEqual({ givenName: 'Olena', birthDate: { year: 1991, month: 0, day: 0 } })
  expect(comparedOf(told)).toMatchObject({ givenName: 'Olena', nationalities: ['UA'], phones: ['912345678'] })
})
