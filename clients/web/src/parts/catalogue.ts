// The house's lists, as choices in the language of the page.
import {
  type CaseType,
  type Centre,
  ListCaseTypesResponseSchema,
  ListCentresResponseSchema,
  ListCodesResponseSchema,
  ListLanguagesResponseSchema,
} from '@gen/catalogue_pb'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { kept } from '../outbox/kept'
import { catalogue } from '../rpc/services'

// A word of the catalogue, and its language where that is not the language of the page.
export interface Label {
  text: string
  lang?: string | undefined
}

export interface Choice {
  id: string
  code: string
  label: string
  lang?: string | undefined // of the label
}

// The catalogue speaks Portuguese and English; a page in any other language shows the
// Portuguese word, and says so to who listens to it. A word that is missing is its code.
export function labelOf(page: string, words: { pt: string; en: string }, code: string): Label {
  if (page === 'en' && words.en !== '') return { text: words.en }
  if (words.pt !== '') return page === 'pt' ? { text: words.pt } : { text: words.pt, lang: 'pt' }
  return { text: code.replaceAll('_', ' ') }
}

// The catalogue changes with a release of the house, not while a page is open. It is public, and
// kept on the device for a desk without a network.
const FOREVER = { staleTime: Infinity, gcTime: Infinity }
const CODES = {
  queryKey: ['codes'],
  queryFn: () => kept('codes', ListCodesResponseSchema, () => catalogue.listCodes({})),
  ...FOREVER,
}
const LANGUAGES = {
  queryKey: ['languages'],
  queryFn: () => kept('languages', ListLanguagesResponseSchema, () => catalogue.listLanguages({})),
  ...FOREVER,
}
const TYPES = {
  queryKey: ['case-types'],
  queryFn: () => kept('case-types', ListCaseTypesResponseSchema, () => catalogue.listCaseTypes({})),
  ...FOREVER,
}
const CENTRES = {
  queryKey: ['centres'],
  queryFn: () => kept('centres', ListCentresResponseSchema, () => catalogue.listCentres({})),
  ...FOREVER,
}

function usePage(): string {
  return useTranslation().i18n.language
}

function choiceOf(code: string, label: Label): Choice {
  return { id: code, code, label: label.text, lang: label.lang }
}

function sorted(choices: Choice[]): Choice[] {
  return choices.sort((a, b) => a.label.localeCompare(b.label))
}

// The choices below are the same array until the list or the language is another: a list that is
// open stays so when its page is drawn again.
export function useCodes(list: string): Choice[] {
  const page = usePage()
  const codes = useQuery(CODES).data?.lists.find((candidate) => candidate.name === list)?.codes
  return useMemo(
    () =>
      (codes ?? []).map(({ code, labelPt, labelEn }) => choiceOf(code, labelOf(page, { pt: labelPt, en: labelEn }, code))),
    [codes, page],
  )
}

export function useLanguages(): Choice[] {
  const page = usePage()
  const languages = useQuery(LANGUAGES).data?.languages
  return useMemo(
    () =>
      sorted(
        (languages ?? []).map(({ tag, labelPt, labelEn }) =>
          choiceOf(tag, labelOf(page, { pt: labelPt, en: labelEn }, tag)),
        ),
      ),
    [languages, page],
  )
}

function useTypes(): CaseType[] | undefined {
  return useQuery(TYPES).data?.caseTypes
}

function codeOf(type: CaseType): string {
  return type.name.replace(/^caseTypes\//, '')
}

// A type by its code, once the catalogue is there.
export function useCaseType(code: string): CaseType | undefined {
  return useTypes()?.find((type) => codeOf(type) === code)
}

// The area that a case of a type belongs to.
export function useAreaOf(): (code: string) => string {
  const types = useTypes()
  return (code) => types?.find((type) => codeOf(type) === code)?.area ?? ''
}

function titled(types: CaseType[], page: string): Choice[] {
  return types.map((type) => choiceOf(codeOf(type), labelOf(page, { pt: type.titlePt, en: type.title }, codeOf(type))))
}

// Case types by their code (`legal.permit_renewal`), those that take cases today.
export function useCaseTypes(): Choice[] {
  const page = usePage()
  const types = useTypes()
  const today = new Date().toISOString().slice(0, 10)
  return useMemo(
    () => sorted(titled((types ?? []).filter(({ validTo }) => validTo === '' || validTo >= today), page)),
    [types, page, today],
  )
}

// Those that take no more cases too: tables go back in time.
export function useCaseTypeTitles(): Choice[] {
  const page = usePage()
  const types = useTypes()
  return useMemo(() => titled(types ?? [], page), [types, page])
}

export function useCentres(): Centre[] {
  return useQuery(CENTRES).data?.centres ?? []
}

// The areas of government and the institutes of the plan.
export function useInstitutions(): Choice[] {
  const page = usePage()
  const institutions = useQuery({
    queryKey: ['institutions'],
    queryFn: () => catalogue.listInstitutions({}),
    ...FOREVER,
  })
  return (institutions.data?.institutions ?? []).map(({ code, labelPt, labelEn }) =>
    choiceOf(code, labelOf(page, { pt: labelPt, en: labelEn }, code)),
  )
}

// For pages that would show codes, or make a file of them, before their labels are there.
export function useWholeCatalogue(): { isLoading: boolean; isSuccess: boolean; error: unknown } {
  const lists = useQueries({ queries: [CODES, LANGUAGES, TYPES, CENTRES] })
  return {
    isLoading: lists.some((list) => list.isLoading),
    isSuccess: lists.every((list) => list.isSuccess),
    error: lists.find((list) => list.error !== null)?.error ?? null,
  }
}

// The title of any type, of those too that take no cases any more.
export function useTypeLabel(): (code: string) => Label {
  const titles = useCaseTypeTitles()
  return (code) => labelled(titles, code)
}

export function useStageLabel(): (stage: string) => Label {
  const stages = useCodes('case_stage')
  return (stage) => labelled(stages, stage)
}

export function labelled(choices: Choice[], code: string): Label {
  const found = choices.find((choice) => choice.code === code)
  return found === undefined ? { text: code.replaceAll('_', ' ') } : { text: found.label, lang: found.lang }
}

export function labelIn(choices: Choice[], code: string): string {
  return choices.find((choice) => choice.code === code)?.label ?? code
}
