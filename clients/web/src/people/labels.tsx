// The data of a person in words.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { labelIn, useCodes, useLanguages } from '../parts/catalogue'
import { type Field, type Typed } from './correction'
import { dateText } from './described'
import { birthOf } from './birth'

export function useFieldName(): (field: Field) => string {
  const { t } = useTranslation()
  const names: Record<Field, string> = {
    givenName: t('desk.given_name'),
    familyName: t('desk.family_name'),
    otherNames: t('person.other_names'),
    birth: t('person.born'),
    sex: t('person.sex'),
    nationalities: t('person.nationalities'),
    language: t('person.language'),
    residenceStatus: t('person.status'),
    documents: t('person.documents'),
    phones: t('person.phones'),
    email: t('person.email'),
    address: t('person.address'),
    note: t('person.note'),
  }
  return (field) => names[field]
}

// Empty where nothing is known.
export function useFieldValue(): (field: Field, typed: Pick<Typed, Field>) => ReactNode {
  const sexes = useCodes('sex')
  const nationalities = useCodes('nationality')
  const statuses = useCodes('residence_status')
  const documents = useCodes('document')
  const languages = useLanguages()
  return (field, typed) => {
    switch (field) {
      case 'otherNames':
        return typed.otherNames.join(', ')
      case 'birth':
        return dateText(birthOf(typed.birth))
      case 'sex':
        return labelIn(sexes, typed.sex)
      case 'nationalities':
        return typed.nationalities.map((code) => labelIn(nationalities, code)).join(', ')
      case 'language':
        return labelIn(languages, typed.language)
      case 'residenceStatus':
        return labelIn(statuses, typed.residenceStatus)
      case 'documents':
        return typed.documents.map(({ type, number }) => `${labelIn(documents, type)} ${number}`).join(', ')
      case 'phones':
        return typed.phones.length === 0 ? '' : <bdi dir="ltr">{typed.phones.join(', ')}</bdi>
      default:
        return typed[field]
    }
  }
}
