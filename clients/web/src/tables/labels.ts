// The words of dimensions, kinds and codes, in the language of the page.
import { useTranslation } from 'react-i18next'
import { useCaseTypeTitles, useCentres, useCodes, useLanguages, type Choice } from '../parts/catalogue'
import { monthText } from '../parts/months'
import { localeOf } from '../words'
import { isTime, type Dimension, type Kind } from './choice'
import type { Label, LabelOf, Orders } from './sheet'

type Codes = Record<Exclude<Dimension, 'month' | 'quarter' | 'year'>, Choice[]>

const plain = (code: string): Choice => ({ id: code, code, label: code })

// What a topic is depends on what is counted: of a call its subject, of an interpretation the body
// that asked for it, of the rest a case type, or an area where no case was opened.
function useTopics(kind: Kind): Choice[] {
  const calls = useCodes('call_topic')
  const bodies = useCodes('referral')
  const types = useCaseTypeTitles()
  const areas = useCodes('case_area')
  if (kind === 'call') return calls
  if (kind === 'interpretation') return bodies
  return kind === 'matter' ? [...areas, ...types] : types
}

// The codes that a dimension has, to choose from.
export function useCodesOf(kind: Kind): Codes {
  const centres = useCentres()
  const ofCases = useCodes('outcome')
  const ofCalls = useCodes('call_outcome')
  return {
    centre: centres.map((centre) => ({ id: centre.name, code: centre.name, label: centre.title })),
    district: [...new Set(centres.map((centre) => centre.district))].filter((name) => name !== '').map(plain),
    sex: useCodes('sex'),
    age_band: useCodes('age_band'),
    nationality: useCodes('nationality'),
    language: useLanguages(),
    residence_status: useCodes('residence_status'),
    topic: useTopics(kind),
    area: useCodes('case_area'),
    channel: useCodes('channel'),
    outcome: kind === 'case_closed' ? ofCases : ofCalls,
  }
}

export function useLabelOf(codes: Codes): LabelOf {
  const { t, i18n } = useTranslation()
  const types = useCaseTypeTitles()
  const locale = localeOf(i18n.language)
  const known = new Map(Object.entries(codes).map(([name, list]) => [name, new Map(list.map((choice) => [choice.code, choice.label]))]))
  const english = new Set(i18n.language === 'en' ? [] : types.map((type) => type.code))
  function timeText(dimension: Dimension, code: string): string {
    if (dimension === 'year') return code
    return t('tables.quarter', { quarter: code.slice(-1), year: code.slice(0, 4) })
  }
  return (dimension, code): Label => {
    if (code === '') return { text: t('tables.not_said') }
    if (dimension === 'month') return { text: monthText(code, locale), short: monthText(code, locale, 'short') }
    if (isTime(dimension)) return { text: timeText(dimension, code) }
    const label = known.get(dimension)?.get(code)
    if (label !== undefined) return dimension === 'topic' && english.has(code) ? { text: label, lang: 'en' } : { text: label }
    return { text: code === 'other' ? t('tables.other') : code }
  }
}

export function useOrders(codes: Codes): Orders {
  const { i18n } = useTranslation()
  const collator = new Intl.Collator(localeOf(i18n.language))
  return {
    districts: codes.district.map((choice) => choice.code),
    ages: codes.age_band.map((choice) => choice.code),
    compare: collator.compare,
  }
}

// `Visitas por distrito e mês`.
export function useTitle(): (kind: Kind, by: Dimension[]) => string {
  const { t, i18n } = useTranslation()
  const list = new Intl.ListFormat(localeOf(i18n.language), { type: 'conjunction' })
  return (kind, by) => {
    const kindText = t(`tables.kinds.${kind}`)
    if (by.length === 0) return kindText
    return t('tables.by', { kind: kindText, dimensions: list.format(by.map((dimension) => t(`tables.lower.${dimension}`))) })
  }
}
