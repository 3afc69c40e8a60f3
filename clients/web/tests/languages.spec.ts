import { expect, test, type Page } from '@playwright/test'
import { picture } from './picture'
import { expectAccessible, signIn } from './steps'

async function speak(page: Page, name: string): Promise<void> {
  const choice = page.locator('select.language')
  const tag = await choice.locator('option', { hasText: name }).getAttribute('value')
  await choice.selectOption(name)
  await expect(page.locator('html')).toHaveAttribute('lang', tag!)
}

test('the page speaks Arabic from right to left, and remembers', async ({ page }) => {
  await signIn(page, 'desk.cnaim-lis')
  await speak(page, 'العربية')
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  await expect(page.getByRole('heading', { name: 'استقبال شخص' })).toBeVisible()
  // The first column stands on the right, and what is read first in it.
  const [receive, queue] = await Promise.all(
    ['استقبال شخص', 'المنتظرون'].map((name) => page.getByRole('heading', { name }).boundingBox()),
  )
  expect(receive!.x).toBeGreaterThan(queue!.x)
  await expectAccessible(page)
  await picture(page, 'desk-arabic')
  // What somebody wrote runs as its language does.
  await page.getByText(/^من أيام سابقة/).click()
  const note = page.locator('.queue .kept').first()
  expect(await note.evaluate((text) => getComputedStyle(text).direction)).toBe('ltr')
  await page.reload()
  await expect(page.getByRole('heading', { name: 'استقبال شخص' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  await page.getByRole('button', { name: 'تسجيل الزيارة' }).click()
  await expect(page.getByText('اكتب اسمًا، أو حدّد أن الشخص مجهول الهوية.', { exact: true })).toBeVisible()
  await expectAccessible(page)
})

test('the letters of each language come with the page', async ({ page }) => {
  await page.goto('/')
  for (const [name, face] of [
    ['العربية', 'Noto Sans Arabic Variable'],
    ['Українська', 'Noto Sans Variable'],
  ] as const) {
    await speak(page, name)
    await page.evaluate(() => document.fonts.ready)
    const loaded = await page.evaluate(() =>
      [...document.fonts].filter((font) => font.status === 'loaded').map((font) => font.family.replaceAll('"', '')),
    )
    expect(loaded).toContain(face)
  }
})

for (const [name, login, heading] of [
  ['Українська', 'desk.cnaim-lis', 'Прийняти людину'],
  ['Українська', 'linha.1', 'Записати дзвінок'],
  ['Українська', 'supervisao', 'Заходи за напрямами'],
  ['العربية', 'linha.1', 'تسجيل مكالمة'],
  ['العربية', 'supervisao', 'التدابير حسب المحور'],
  ['English', 'desk.cnaim-lis', 'Receive a person'],
  ['English', 'linha.1', 'Log a call'],
] as const) {
  test(`${login} works in ${name}`, async ({ page }) => {
    await signIn(page, login)
    await speak(page, name)
    await expect(page.getByRole('heading', { name: heading })).toBeVisible()
    await expectAccessible(page)
  })
}

test('the numbers of a chart stand beside it in Arabic too', async ({ page }) => {
  await signIn(page, 'supervisao')
  await speak(page, 'العربية')
  await page.getByRole('button', { name: /^التطور/ }).first().click()
  // How far the numbers of the axis reach into the lines that they are of.
  const overlap = () =>
    page.getByRole('dialog').locator('figure svg').evaluate((chart) => {
      const places = (what: string) => [...chart.querySelectorAll(what)]
      const numbers = places('text').filter((one) => /^[\d.,\s]+$/.test(one.textContent))
      const lines = places('path[stroke]').map((one) => one.getBoundingClientRect().left)
      return Math.max(...numbers.map((one) => one.getBoundingClientRect().right)) - Math.min(...lines)
    })
  await expect.poll(overlap).toBeLessThanOrEqual(0)
})

test('a measure speaks Portuguese where the plan has no words in the language of the page, and says so', async ({ page }) => {
  await signIn(page, 'supervisao')
  await speak(page, 'Українська')
  const title = page.locator('.measure bdi').first()
  await expect(title).toHaveAttribute('lang', 'pt')
  await speak(page, 'English')
  await expect(title).not.toHaveAttribute('lang')
})
