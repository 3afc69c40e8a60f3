// The house's lists, as choices in the language of the page.
import {
  type CaseType,
  ListCaseTypesResponseSchema,
  ListCodesResponseSchema,
  ListLanguagesResponseSchema,
} from '@gen/catalogue_pb'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { kept } from '../outbox/kept'
import { catalogue } from '../rpc/clients'

export interface Choice {
  id: string
  code: string
  label: string
}

// The catalogue changes with a release of the house, not while a page is open.
const FOREVER = { staleTime: Infinity, gcTime: Infinity }

function useInPortuguese(): boolean {
  return useTranslation().i18n.language === 'pt'
}

function sorted(choices: Choice[]): Choice[] {
  return choices.sort((a, b) => a.label.localeCompare(b.label))
}

export function useCodes(list: string): Choice[] {
  const portuguese = useInPortuguese()
  const lists = useQuery({ queryKey: ['codes'], queryFn: () => kept('codes', ListCodesResponseSchema, () => catalogue.listCodes({})), ...FOREVER })
  const found = lists.data?.lists.find((candidate) => candidate.name === list)
  return (found?.codes ?? []).map((code) => ({
    id: code.code,
    code: code.code,
    label: (portuguese ? code.labelPt : code.labelEn) || code.code,
  }))
}

export function useLanguages(): Choice[] {
  const portuguese = useInPortuguese()
  const languages = useQuery({
    queryKey: ['languages'],
    queryFn: () => kept('languages', ListLanguagesResponseSchema, () => catalogue.listLanguages({})),
    ...FOREVER,
  })
  return sorted(
    (languages.data?.languages ?? []).map((language) => ({
      id: language.tag,
      code: language.tag,
      label: portuguese ? language.labelPt : language.labelEn,
    })),
  )
}

function useTypes(): CaseType[] {
  const types = useQuery({
    queryKey: ['case-types'],
    queryFn: () => kept('case-types', ListCaseTypesResponseSchema, () => catalogue.listCaseTypes({})),
    ...FOREVER,
  })
  return types.data?.caseTypes ?? []
}

// A type by its code, once the catalogue is there.
export function useCaseType(code: string): CaseType | undefined {
  return useTypes().find((type) => type.name === `caseTypes/${code}`)
}

// Case types by their code (`legal.permit_renewal`), those that take cases today.
export function useCaseTypes(): Choice[] {
  const types = useTypes()
  const today = new Date().toISOString().slice(0, 10)
  return sorted(
    types
      .filter((type) => type.validTo === '' || type.validTo >= today)
      .map((type) => {
        const code = type.name.replace(/^caseTypes\//, '')
        return { id: code, code, label: type.title }
      }),
  )
}

export function labelIn(choices: Choice[], code: string): string {
  return choices.find((choice) => choice.code === code)?.label ?? code
}
