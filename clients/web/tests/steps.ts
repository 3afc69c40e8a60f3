// What every browser test does.
import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page } from '@playwright/test'
import { qualwebFailures } from './qualweb'

export const PASSWORD = 'balcao-demo-2020'

export async function signIn(page: Page, login: string, password = PASSWORD): Promise<void> {
  await page.goto('/')
  await page.getByLabel('Utilizador').fill(login)
  await page.getByLabel('Palavra-passe').fill(password)
  await page.getByRole('button', { name: 'Entrar' }).click()
}

// No finding of axe's at WCAG 2.1 AA, and no failed rule of QualWeb's, in the page as it stands.
export async function expectAccessible(page: Page): Promise<void> {
  const found = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'])
    .analyze()
  expect(found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' | ')}`)).toEqual([])
  expect(await qualwebFailures(page)).toEqual([])
}

// Comes to a field, as somebody does before typing. A list closes when its page scrolls, and coming
// to the field may scroll it, which is told with the next frame.
export async function comeTo(box: Locator): Promise<void> {
  await box.focus()
  await box.evaluate(() => new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then))))
}

// Chooses from a list that is narrowed by typing.
export async function search(page: Page, label: string, text: string): Promise<void> {
  const box = page.getByRole('combobox', { name: label })
  await comeTo(box)
  await box.fill(text)
  await page.getByRole('option', { name: text }).first().click()
}

// Chooses from a short list.
export async function choose(page: Page, label: string, text: string): Promise<void> {
  await page.getByRole('button', { name: label }).click()
  await page.getByRole('option', { name: text, exact: true }).click()
}
