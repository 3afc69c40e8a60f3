import { expect, test } from 'vitest'
import { labelled, labelOf } from './catalogue'

const TRIAGE = { pt: 'Triagem', en: 'Triage' }

test('a word of the catalogue is in the language of the page, and else Portuguese and marked so', () => {
  expect(labelOf('pt', TRIAGE, 'triage')).toEqual({ text: 'Triagem' })
  expect(labelOf('en', TRIAGE, 'triage')).toEqual({ text: 'Triage' })
  expect(labelOf('uk', TRIAGE, 'triage')).toEqual({ text: 'Triagem', lang: 'pt' })
  expect(labelOf('ar', TRIAGE, 'triage')).toEqual({ text: 'Triagem', lang: 'pt' })
  expect(labelOf('en', { pt: 'Triagem', en: '' }, 'triage')).toEqual({ text: 'Triagem', lang: 'pt' })
})

test('a word that is missing is its code, and nothing is not a word', () => {
  expect(labelOf('pt', { pt: '', en: '' }, 'route_choice')).toEqual({ text: 'route choice' })
  expect(labelled([], 'route_choice')).toEqual({ text: 'route choice' })
  expect(labelled([], '')).toEqual({ text: '' })
  expect(labelled([{ id: 'a', code: 'a', label: 'Á', lang: 'pt' }], 'a')).toEqual({ text: 'Á', lang: 'pt' })
})
