// The rig finds what is wrong: without this a QualWeb that ran nothing would look like a good page.
import { expect, test, type Page } from '@playwright/test'
import { qualwebFailures } from './qualweb'

async function failuresWith(page: Page, html: string): Promise<string[]> {
  await page.evaluate((planted) => {
    document.querySelector('#planted')?.remove()
    document.querySelector('main')?.insertAdjacentHTML('beforeend', `<div id="planted">${planted}</div>`)
  }, html)
  return (await qualwebFailures(page)).map((line) => line.slice(0, line.indexOf(' ')))
}

test('what is planted is found, and what a rule gets wrong is not', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByLabel('Utilizador')).toBeFocused()
  expect(await failuresWith(page, '')).toEqual([])
  for (const [html, rule] of [
    ['<img src="/icon.svg" />', 'QW-ACT-R17'],
    ['<button></button>', 'QW-ACT-R11'],
    ['<ul></ul>', 'QW-WCAG-T32'],
    ['<table><tr><th>A</th></tr><tr><td>1</td></tr></table>', 'QW-WCAG-T2'],
    ['<p class="quiet" lang="nothing">x</p>', 'QW-ACT-R22'],
    ['<input role="combobox" aria-expanded="true" aria-label="a" />', 'QW-ACT-R28'],
    ['<input type="checkbox" aria-label="a" aria-autocomplete="list" />', 'QW-ACT-R25'],
    ['<fieldset><legend>a</legend></fieldset>', 'QW-WCAG-T3'],
    ['<div><dt>a</dt></div>', 'QW-WCAG-T33'],
  ] as const) {
    expect(await failuresWith(page, html), html).toContain(rule)
  }
  expect(await failuresWith(page, '<form><div><fieldset><legend>a</legend></fieldset></div><button type="submit">b</button></form>')).toEqual([])
  expect(await failuresWith(page, '<dl><div><dt>a</dt><dd>b</dd></div></dl>')).toEqual([])
  await expect(page.getByLabel('Utilizador')).toBeFocused()
  expect(await page.content()).not.toContain('qw-selector')
})
