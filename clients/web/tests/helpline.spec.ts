import { expect, test } from '@playwright/test'
import { expectAccessible, signIn } from './steps'

test('a call is logged by keyboard alone, and is there the next time', async ({ page }) => {
  await signIn(page, 'linha.1')
  await expect(page.getByLabel('Número')).toBeFocused()
  await expectAccessible(page)
  const number = `96${String(Date.now()).slice(-7)}`
  await page.keyboard.type(number)
  await page.keyboard.press('Tab')
  await expect(page.getByText('Nenhum contacto anterior deste número.')).toBeVisible()
  await page.keyboard.press('Tab') // past the language, which is Portuguese
  await page.keyboard.type('Saúde')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Tema' })).toHaveValue('Saúde')
  await expect(page.getByRole('listbox')).toHaveCount(0)
  await page.screenshot({ path: '../../docs/screens/helpline.png' })
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('status').filter({ hasText: 'Chamada registada.' })).toBeVisible()
  await expect(page.getByLabel('Número')).toBeFocused()
  await page.keyboard.type(number)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('region', { name: 'Contactos anteriores' }).getByRole('row')).toHaveCount(2)
  await expectAccessible(page)
})

test('a silent call is one key', async ({ page }) => {
  await signIn(page, 'linha.1')
  await expect(page.getByLabel('Número')).toBeFocused()
  await page.keyboard.press('Alt+KeyS')
  await expect(page.getByRole('status').filter({ hasText: 'Chamada registada.' })).toBeVisible()
})
