// The languages of the pages. A language that lacks a word does not compile.
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en'
import { pt } from './pt'

export const LANGUAGES = [
  { tag: 'pt', locale: 'pt-PT', name: 'Português' },
  { tag: 'en', locale: 'en-GB', name: 'English' },
] as const

const KEPT = 'balcao.language'

export const words = i18next.createInstance()
await words.use(initReactI18next).init({
  resources: { pt: { translation: pt }, en: { translation: en } },
  lng: localStorage.getItem(KEPT) ?? 'pt',
  fallbackLng: 'pt',
  interpolation: { escapeValue: false }, // React escapes
})
showLanguage()

export function chooseLanguage(tag: string): void {
  localStorage.setItem(KEPT, tag)
  void words.changeLanguage(tag).then(showLanguage)
}

export function localeOf(tag: string): string {
  return LANGUAGES.find((language) => language.tag === tag)?.locale ?? 'pt-PT'
}

function showLanguage(): void {
  document.documentElement.lang = words.language
  document.documentElement.dir = words.dir()
}
