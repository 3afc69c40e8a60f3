// What is corrected of a person: the data as a form holds them, what was changed of them, and the
// request that this becomes. Pure.
import type { MessageInitShape } from '@bufbuild/protobuf'
import type { IdentityDocument, Person, PersonSchema } from '@gen/people_pb'
import { changedFields } from '../parts/differences'
import { type Birth, birthOf, typedBirth } from './birth'

type PersonInit = MessageInitShape<typeof PersonSchema>

export interface TypedDocument {
  type: string
  number: string
}

export interface Typed {
  givenName: string
  familyName: string
  otherNames: string[]
  birth: Birth
  sex: string
  nationalities: string[]
  language: string
  residenceStatus: string
  documents: TypedDocument[]
  phones: string[]
  email: string
  address: string
  note: string
}
export type Field = keyof Typed

// What the contract calls them, in the order of the form.
export const PATHS: Readonly<Record<Field, string>> = {
  givenName: 'given_name',
  familyName: 'family_name',
  sex: 'sex',
  language: 'language',
  residenceStatus: 'residence_status',
  birth: 'birth_date',
  nationalities: 'nationalities',
  otherNames: 'other_names',
  documents: 'documents',
  phones: 'phones',
  email: 'email',
  address: 'address',
  note: 'note',
}
const FIELDS = Object.keys(PATHS) as Field[]

// Who is anonymous has none of these.
const NAMED: readonly Field[] = ['givenName', 'familyName', 'otherNames', 'documents']
// What tells who somebody is.
export const IDENTITY: readonly Field[] = ['givenName', 'familyName', 'birth', 'nationalities', 'otherNames', 'documents']

export const EMPTY_DOCUMENT: TypedDocument = { type: '', number: '' }

// The country that a document is of: a state gives these to its own; the others are given here.
const OF_ONES_STATE = ['passport', 'id_card']
export function countryOf(type: string, nationality: string): string {
  return OF_ONES_STATE.includes(type) ? nationality : ''
}

export function typedOf(person: Person): Typed {
  const { givenName, familyName, otherNames, sex, nationalities, language, residenceStatus, phones, email, address, note } =
    person
  return {
    ...{ givenName, familyName, otherNames, sex, nationalities, language, residenceStatus, phones, email, address, note },
    birth: typedBirth(person.birthDate),
    documents: person.documents.map(({ type, number }) => ({ type, number })),
  }
}

export function isHidden(person: Person, field: Field): boolean {
  return person.redacted?.paths.some((path) => path.split('.')[0] === PATHS[field]) ?? false
}

// What a reader may write: what they see, and of the anonymous no identity.
export function writableOf(person: Person): Field[] {
  return FIELDS.filter((field) => !isHidden(person, field) && !(person.anonymous && NAMED.includes(field)))
}

// Without the blanks around, the noughts before, and the lines that were left empty.
export function tidied(typed: Typed): Typed {
  const lines = (texts: string[]) => texts.map((text) => text.trim()).filter((text) => text !== '')
  return {
    ...typed,
    givenName: typed.givenName.trim(),
    familyName: typed.familyName.trim(),
    otherNames: lines(typed.otherNames),
    birth: typedBirth(birthOf(typed.birth)),
    nationalities: lines(typed.nationalities),
    documents: typed.documents
      .map(({ type, number }) => ({ type, number: number.trim() }))
      .filter(({ type, number }) => type !== '' || number !== ''),
    phones: lines(typed.phones),
    email: typed.email.trim(),
    address: typed.address.trim(),
    note: typed.note.trim(),
  }
}

// What was changed, of what may be.
export function wishOf(typed: Typed, base: Person): Partial<Typed> {
  const [now, before] = [tidied(typed), tidied(typedOf(base))]
  const changed = changedFields(writableOf(base), before, now)
  return Object.fromEntries(changed.map((field) => [field, now[field]]))
}

// What is told of who an anonymous person is: of what was known already, only what is told otherwise.
export function identityOf(typed: Typed, known: Person): PersonInit {
  const [now, before] = [tidied(typed), tidied(typedOf(known))]
  const told = changedFields(IDENTITY, before, now)
  return personOf(Object.fromEntries(told.map((field) => [field, now[field]])), [], now.nationalities[0] ?? '')
}

// The same with all that is known of them, to be compared with others.
export function comparedOf(typed: Typed): PersonInit {
  const now = tidied(typed)
  return personOf(now, [], now.nationalities[0] ?? '')
}

export function pathsOf(wish: Partial<Typed>): string[] {
  return FIELDS.filter((field) => wish[field] !== undefined).map((field) => PATHS[field])
}

// A document that stays keeps what is not shown of it: its country, and its last day. `nationality`
// is the person's first.
export function personOf(wish: Partial<Typed>, known: readonly IdentityDocument[], nationality: string): PersonInit {
  const { birth, documents, ...plain } = wish
  const birthDate = birth === undefined ? undefined : birthOf(birth)
  return {
    ...plain,
    ...(birthDate === undefined ? {} : { birthDate }),
    ...(documents === undefined ? {} : { documents: documents.map((one) => withRest(one, known, nationality)) }),
  }
}

function withRest(document: TypedDocument, known: readonly IdentityDocument[], nationality: string) {
  const before = known.find(({ type, number }) => type === document.type && number === document.number)
  if (before === undefined) return { ...document, country: countryOf(document.type, nationality) }
  const { country, expiryDate } = before
  return { ...document, country, ...(expiryDate === undefined ? {} : { expiryDate }) }
}
