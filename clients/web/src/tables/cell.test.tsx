import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { expect, test } from 'vitest'
import { words } from '../words'
import { Cell } from './cell'
import type { Figure } from './sheet'

function textOf(figure: Figure): string {
  const row = document.createElement('tr')
  row.innerHTML = renderToStaticMarkup(
    <I18nextProvider i18n={words}>
      <Cell figure={figure} />
    </I18nextProvider>,
  )
  for (const unread of row.querySelectorAll('[aria-hidden=true]')) unread.remove()
  return row.textContent
}

test('a withheld cell is read as such, and never as a number', () => {
  expect(textOf({ count: 0, withheld: true })).toBe('retido')
  expect(textOf({ count: 0, withheld: false })).toBe('0')
  expect(textOf({ count: 12345, withheld: false }).replace(/\s/g, '')).toBe('12345')
})
