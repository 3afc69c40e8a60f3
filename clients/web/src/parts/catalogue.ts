// The house's lists, as choices in the language of the page.
import type { CaseType, Centre } from '@gen/catalogue_pb'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
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
  const lists = useQuery({ queryKey: ['codes'], queryFn: () => catalogue.listCodes({}), ...FOREVER })
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
    queryFn: () => catalogue.listLanguages({}),
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
    queryFn: () => catalogue.listCaseTypes({}),
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

// Those that take no more cases too: tables go back in time.
export function useCaseTypeTitles(): Choice[] {
  return useTypes().map((type) => {
    const code = type.name.replace(/^caseTypes\//, '')
    return { id: code, code, label: type.title }
  })
}

export function useCentres(): Centre[] {
  const centres = useQuery({ queryKey: ['centres'], queryFn: () => catalogue.listCentres({}), ...FOREVER })
  return centres.data?.centres ?? []
}

// The areas of government and the institutes of the plan.
export function useInstitutions(): Choice[] {
  const portuguese = useInPortuguese()
  const institutions = useQuery({
    queryKey: ['institutions'],
    queryFn: () => catalogue.listInstitutions({}),
    ...FOREVER,
  })
  return (institutions.data?.institutions ?? []).map((institution) => ({
    id: institution.code,
    code: institution.code,
    label: (portuguese ? institution.labelPt : institution.labelEn) || institution.code,
  }))
}

// For pages that would show codes, or make a file of them, before their labels are there.
export function useWholeCatalogue(): { isLoading: boolean; isSuccess: boolean; error: unknown } {
  const lists = useQueries({
    queries: [
      { queryKey: ['codes'], queryFn: () => catalogue.listCodes({}), ...FOREVER },
      { queryKey: ['languages'], queryFn: () => catalogue.listLanguages({}), ...FOREVER },
      { queryKey: ['case-types'], queryFn: () => catalogue.listCaseTypes({}), ...FOREVER },
      { queryKey: ['centres'], queryFn: () => catalogue.listCentres({}), ...FOREVER },
    ],
  })
  return {
    isLoading: lists.some((list) => list.isLoading),
    isSuccess: lists.every((list) => list.isSuccess),
    error: lists.find((list) => list.error !== null)?.error ?? null,
  }
}

export function labelIn(choices: Choice[], code: string): string {
  return choices.find((choice) => choice.code === code)?.label ?? code
}
