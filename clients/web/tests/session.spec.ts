// What happens to somebody's work when the session or the server goes.
import { expect, test, type APIRequestContext, type Page } from '@playwright/test'
import { expectAccessible, PASSWORD, signIn } from './steps'

async function beginNote(page: Page, family: string): Promise<void> {
  await signIn(page, 'desk.cnaim-lis')
  await page.getByLabel('Nome próprio').fill('Amina')
  await page.getByLabel('Apelido').fill(family)
}

// The session goes, as it does after its hours or when it is revoked, and the next act finds out.
async function loseSession(page: Page): Promise<void> {
  await page.context().clearCookies()
  await page.getByRole('button', { name: 'Registar a visita' }).click()
  await expect(page.getByRole('heading', { name: 'Inicie sessão de novo' })).toBeVisible()
}

async function signInAgain(page: Page, login: string): Promise<void> {
  await page.getByLabel('Utilizador').fill(login)
  await page.getByLabel('Palavra-passe').fill(PASSWORD)
  await page.getByRole('button', { name: 'Entrar' }).click()
}

async function isServing(request: APIRequestContext): Promise<boolean> {
  try {
    return (await request.get('/ready.txt')).ok()
  } catch {
    return false
  }
}

test('a session that ends in the middle of typing asks for the password, and what was typed is still there', async ({ page }) => {
  await beginNote(page, 'Haddad')
  await loseSession(page)
  await expect(page.getByLabel('Apelido')).toBeHidden()
  await expectAccessible(page)
  await signInAgain(page, 'desk.cnaim-lis')
  await expect(page.getByLabel('Apelido')).toHaveValue('Haddad')
})

test('what one person was typing is not there for the next', async ({ page }) => {
  await beginNote(page, 'Mansour')
  await loseSession(page)
  await signInAgain(page, 'coordinator.cnaim-lis')
  await expect(page.getByLabel('Apelido')).toHaveValue('')
  await expect(page.locator('body')).not.toContainText('Mansour')
})

test('a server that is begun again in the middle of typing loses nothing', async ({ page, request }) => {
  await beginNote(page, 'Saleh')
  const house = Number(await (await request.get('/ready.txt')).text())
  process.kill(house, 'SIGUSR1')
  await expect.poll(() => isServing(request), { intervals: [50] }).toBe(false)
  await expect.poll(() => isServing(request), { timeout: 15_000 }).toBe(true)
  await page.getByLabel('Nome próprio').fill('Amina Nour')
  await page.getByRole('button', { name: 'Assunto da visita' }).click()
  await page.getByRole('option', { name: 'Saúde', exact: true }).click()
  await page.getByText('A informação de privacidade foi dada à pessoa').click()
  await page.getByRole('button', { name: 'Registar a visita' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Visita registada.' })).toBeVisible()
})
