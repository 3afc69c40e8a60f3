import { expect, test } from 'vitest'
import { keysOf, shownKeys } from './shortcuts'

const NONE = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false }

test('keys are named by their place on the keyboard, modifiers first', () => {
  expect(keysOf({ ...NONE, altKey: true, code: 'KeyS' })).toBe('Alt+KeyS')
  expect(keysOf({ ...NONE, ctrlKey: true, code: 'NumpadEnter' })).toBe('Control+Enter')
  expect(keysOf({ ...NONE, ctrlKey: true, altKey: true, code: 'KeyS' })).toBe('Control+Alt+KeyS')
})

test('keys are shown as they stand on it', () => {
  expect(shownKeys('Alt+KeyS')).toEqual(['Alt', 'S'])
  expect(shownKeys('Alt+Digit1')).toEqual(['Alt', '1'])
  expect(shownKeys('Control+Enter')).toEqual(['Ctrl', 'Enter'])
})
