// The languages of the pages. A language that lacks a word does not compile.
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { pt } from './pt'

interface Language {
  tag: string
  locale: string
  name: string
  load: () => Promise<object>
}

// Portuguese comes with the page; the others when they are chosen.
export const LANGUAGES: readonly Language[] = [
  { tag: 'pt', locale: 'pt-PT', name: 'Português', load: async () => pt },
  { tag: 'en', locale: 'en-GB', name: 'English', load: async () => (await import('./en')).en },
  { tag: 'uk', locale: 'uk-UA', name: 'Українська', load: async () => (await import('./uk')).uk },
  { tag: 'ar', locale: 'ar-AE', name: 'العربية', load: async () => (await import('./arabic')).ar },
]

const KEPT = 'balcao.language'

export const words = i18next.createInstance()
await words.use(initReactI18next).init({
  resources: { pt: { translation: pt } },
  lng: 'pt',
  fallbackLng: 'pt',
  interpolation: { escapeValue: false }, // React escapes
})
await showLanguage(localStorage.getItem(KEPT) ?? 'pt')

export async function chooseLanguage(tag: string): Promise<void> {
  await showLanguage(tag)
  localStorage.setItem(KEPT, tag)
}

export function localeOf(tag: string): string {
  return LANGUAGES.find((language) => language.tag === tag)?.locale ?? 'pt-PT'
}

async function showLanguage(tag: string): Promise<void> {
  const language = LANGUAGES.find((known) => known.tag === tag) ?? LANGUAGES[0]!
  words.addResourceBundle(language.tag, 'translation', await language.load())
  await words.changeLanguage(language.tag)
  document.documentElement.lang = words.language
  document.documentElement.dir = words.dir()
}
