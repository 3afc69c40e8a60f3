import { expect, test } from 'vitest'
import { ar } from './ar'
import { en } from './en'
import { pt } from './pt'
import { uk } from './uk'

const FORM = /_(zero|one|two|few|many|other)$/
const LANGUAGES = { pt, en, uk, ar }

// Every text by its path: `desk.waiting_count_one`.
function textsOf(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : textsOf(value, `${path}${key}.`),
  )
}

const placeholders = (text: string) => text.match(/{{\w+/g) ?? []

test.each(Object.entries(LANGUAGES))('%s has the plural forms of its grammar', (tag, words) => {
  const wanted = new Intl.PluralRules(tag).resolvedOptions().pluralCategories.toSorted()
  const forms = new Map<string, string[]>()
  for (const [path] of textsOf(words)) {
    const form = FORM.exec(path)
    if (form === null) continue
    const counted = path.slice(0, form.index)
    forms.set(counted, [...(forms.get(counted) ?? []), form[1]!])
  }
  expect(forms.size).toBeGreaterThan(0)
  for (const [counted, found] of forms) expect([counted, found.toSorted()]).toEqual([counted, wanted])
})

test.each(Object.entries(LANGUAGES))('%s names nothing that the page does not fill in', (_tag, words) => {
  const portuguese = new Map(textsOf(pt))
  for (const [path, text] of textsOf(words)) {
    const known = portuguese.get(path) ?? portuguese.get(path.replace(FORM, '_other'))
    expect([path, placeholders(known ?? '')]).toEqual([path, expect.arrayContaining(placeholders(text))])
  }
})

test.each(Object.entries(LANGUAGES))('%s leaves empty what Portuguese leaves empty, and no more', (_tag, words) => {
  const portuguese = new Map(textsOf(pt))
  const empty = textsOf(words).filter(([, text]) => text.trim() === '').map(([path]) => path)
  expect(empty).toEqual([...portuguese].filter(([, text]) => text.trim() === '').map(([path]) => path))
})
