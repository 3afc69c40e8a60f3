// The keys, the dark, and the page seen at four times its size.
import { expect, test } from '@playwright/test'
import { picture } from './picture'
import { expectAccessible, signIn } from './steps'

const WORK = [
  ['desk.cnaim-lis', 'Receber uma pessoa'],
  ['linha.1', 'Registar uma chamada'],
  ['supervisao', 'Medidas por eixo'],
] as const

test('the keys are listed on ?, do what is said, and the list gives the focus back', async ({ page }) => {
  await signIn(page, 'desk.cnaim-lis')
  await expect(page.getByRole('heading', { name: 'Receber uma pessoa' })).toBeVisible()
  await page.getByRole('link', { name: 'Atendimento' }).focus()
  await page.keyboard.press('?')
  const list = page.getByRole('dialog', { name: 'Teclas de atalho' })
  await expect(list).toBeVisible()
  await expect(list.getByText('Alt + N')).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Alt+Digit2') // the page behind it stays
  await expect(list).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(list).toBeHidden()
  await expect(page.getByRole('link', { name: 'Atendimento' })).toBeFocused()
  await page.keyboard.press('Alt+KeyP')
  const find = page.getByRole('textbox', { name: 'Nome, telefone, documento ou referência' })
  await expect(find).toBeFocused()
  await page.keyboard.type('?') // in a field it is a letter
  await expect(find).toHaveValue('?')
  await expect(list).toBeHidden()
  await page.keyboard.press('Alt+Digit2')
  await expect(page.getByRole('heading', { name: 'Plano nacional', level: 1 })).toBeVisible()
})

test('the key ? can be turned off, and the button stays', async ({ page }) => {
  await signIn(page, 'supervisao')
  await page.getByRole('button', { name: 'Atalhos' }).click()
  const list = page.getByRole('dialog', { name: 'Teclas de atalho' })
  await list.getByText('A tecla ? mostra esta lista').click()
  await list.getByRole('button', { name: 'Fechar' }).click()
  await expect(page.getByRole('button', { name: 'Atalhos' })).toBeFocused()
  await page.keyboard.press('?')
  await expect(list).toBeHidden()
  await page.getByRole('button', { name: 'Atalhos' }).click()
  await expect(list).toBeVisible()
})

test.describe('in the dark', () => {
  test.use({ colorScheme: 'dark' })
  for (const [login, heading] of WORK) {
    test(`${login} reads as well`, async ({ page }) => {
      await signIn(page, login)
      await expect(page.getByRole('heading', { name: heading })).toBeVisible()
      await expectAccessible(page)
      if (login === 'supervisao') await picture(page, 'plan-dark')
    })
  }
})

// 1280 by 1024 at 400 % (WCAG 1.4.10): one direction of scrolling.
test.describe('at four times the size', () => {
  test.use({ viewport: { width: 320, height: 256 } })
  for (const [login, heading] of WORK) {
    test(`${login} scrolls in one direction`, async ({ page }) => {
      await signIn(page, login)
      await expect(page.getByRole('heading', { name: heading })).toBeVisible()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
      await expectAccessible(page)
    })
  }
})
