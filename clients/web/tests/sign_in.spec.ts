import { expect, test } from '@playwright/test'
import { expectAccessible, signIn } from './steps'

test('a wrong password is refused with a text, and nothing is told', async ({ page }) => {
  await signIn(page, 'desk.cnaim-lis', 'outra palavra-passe')
  await expect(page.getByRole('alert')).toContainText('Não foi possível')
  await expect(page.getByRole('button', { name: 'Entrar' })).toBeEnabled()
  await expectAccessible(page)
})

test('no script can read the session, and signing out ends it', async ({ page, context }) => {
  await signIn(page, 'desk.cnaim-lis')
  await expect(page.getByRole('heading', { name: 'Atendimento', level: 1 })).toBeVisible()
  expect(await page.evaluate(() => document.cookie)).toBe('')
  const [cookie] = await context.cookies()
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
  await page.getByRole('button', { name: 'Terminar sessão' }).click()
  await expect(page.getByLabel('Utilizador')).toBeVisible()
  expect(await context.cookies()).toEqual([])
  // The token is dead, not only forgotten.
  await context.addCookies([cookie!])
  await page.reload()
  await expect(page.getByLabel('Utilizador')).toBeVisible()
})

test('a session that was revoked leads back to the door', async ({ page, context }) => {
  await signIn(page, 'desk.cnaim-lis')
  await expect(page.getByRole('heading', { name: 'Quem espera' })).toBeVisible()
  await context.clearCookies()
  await page.reload()
  await expect(page.getByLabel('Utilizador')).toBeVisible()
})

test('the page speaks English when asked, and remembers', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('combobox', { name: 'Idioma da página' }).selectOption('English')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
})

test('who types nothing is told what is missing, and not that it is wrong', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'Entrar' }).click()
  const list = page.getByRole('alert').getByRole('listitem')
  await expect(list).toHaveText([/^Utilizador: Preencha este campo\./, /^Palavra-passe: Preencha este campo\./])
  await expectAccessible(page)
  await list.nth(1).getByRole('link').press('Enter')
  await expect(page.getByLabel('Palavra-passe')).toBeFocused()
})

test('each role finds its places and no other', async ({ page }) => {
  await page.goto('/')
  await expect(page).toHaveTitle('Iniciar sessão · Balcão')
  await signIn(page, 'supervisao')
  await expect(page).toHaveTitle('Plano nacional · Balcão')
  await expect(page.getByRole('heading', { name: 'Plano nacional', level: 1 })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Atendimento' })).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Linha de apoio' })).toHaveCount(0)
})
