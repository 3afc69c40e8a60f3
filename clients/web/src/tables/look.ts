// The colours of the page as values, for what is not drawn by CSS; they change with the scheme.
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { localeOf } from '../words'
import type { Look } from './options'

const SERIES = 6
const STEPS = 5

const dark = () => window.matchMedia('(prefers-color-scheme: dark)')

function watchScheme(tell: () => void): () => void {
  const scheme = dark()
  scheme.addEventListener('change', tell)
  return () => scheme.removeEventListener('change', tell)
}

export function useLook(): Look {
  const { i18n } = useTranslation()
  useSyncExternalStore(watchScheme, () => dark().matches)
  const style = getComputedStyle(document.documentElement)
  const value = (name: string) => style.getPropertyValue(`--${name}`).trim()
  const numbered = (name: string, count: number) => Array.from({ length: count }, (_, at) => value(`${name}-${at + 1}`))
  const format = new Intl.NumberFormat(localeOf(i18n.language))
  return {
    text: value('text'),
    line: value('line'),
    surface: value('surface'),
    none: value('step-none'),
    withheld: value('bar-none'),
    series: numbered('series', SERIES),
    steps: numbered('step', STEPS),
    font: style.fontFamily,
    number: (count) => format.format(count),
  }
}
