import { expect, test, type Page } from '@playwright/test'
import { choose, expectAccessible, search, signIn } from './steps'

// A person with a case, found by searching: the page of the case.
async function openCase(page: Page, family: string): Promise<void> {
  await signIn(page, 'desk.cnaim-lis')
  await page.getByLabel('Nome próprio').fill('Iryna')
  await page.getByLabel('Apelido').fill(family)
  await choose(page, 'Assunto da visita', 'Apoio jurídico')
  await search(page, 'Abrir já um processo', 'renewal')
  await page.getByText('A informação de privacidade foi dada à pessoa').click()
  await page.getByRole('button', { name: 'Registar a visita' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Visita registada e processo aberto.' })).toBeVisible()
  await page.getByRole('textbox', { name: 'Nome, telefone, documento ou referência' }).fill(family)
  await page.getByRole('link', { name: `Iryna ${family}` }).click()
  await expect(page.getByRole('heading', { name: `Iryna ${family}`, level: 1 })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('region', { name: 'Processos' }).getByRole('link').click()
  await expect(page.getByRole('heading', { name: 'Quem fez o quê, e quando' })).toBeVisible()
}

test('a case is found, moved on, noted, closed and reopened, and tells who did it', async ({ page }) => {
  await openCase(page, 'Bondarenkova')
  const history = page.getByRole('region', { name: 'Quem fez o quê, e quando' })
  await expect(history.getByRole('row')).toHaveCount(2)
  await expect(page.getByRole('region', { name: 'Pessoas do processo' })).toContainText('Requerente: Iryna')
  await expectAccessible(page)
  await page.screenshot({ path: '../../docs/screens/case.png', fullPage: true })

  await choose(page, 'Passar para a fase', 'triage')
  await page.getByRole('button', { name: 'Passar de fase' }).click()
  await expect(history.getByRole('row').filter({ hasText: 'Passou de fase' })).toContainText('triage')

  await page.getByLabel('Nova nota').fill('Traz o passaporte na quinta-feira.')
  await page.getByRole('button', { name: 'Juntar a nota' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'Traz o passaporte' })).toBeVisible()

  await choose(page, 'Encerrar com o resultado', 'Desistência')
  await page.getByRole('button', { name: 'Encerrar o processo' }).click()
  await expect(history.getByRole('row').filter({ hasText: 'Encerrou' })).toBeVisible()
  await page.getByLabel('Motivo para reabrir').fill('Voltou com os documentos.')
  await page.getByRole('button', { name: 'Reabrir o processo' }).click()
  await expect(history.getByRole('row').filter({ hasText: 'Reabriu' })).toBeVisible()
})

test('who changes what somebody else has just changed is told, and nothing is overwritten', async ({ page, browser }) => {
  await openCase(page, 'Tkachenkova')
  const other = await (await browser.newContext()).newPage()
  await signIn(other, 'coordinator.cnaim-lis')
  await expect(other.getByRole('heading', { name: 'Atendimento', level: 1 })).toBeVisible()
  await other.goto(page.url())
  await choose(other, 'Passar para a fase', 'triage')
  await other.getByRole('button', { name: 'Passar de fase' }).click()
  await expect(other.getByText('Passou de fase')).toBeVisible()

  await choose(page, 'Encerrar com o resultado', 'Desistência')
  await page.getByRole('button', { name: 'Encerrar o processo' }).click()
  await expect(page.getByText('foi alterado por outra pessoa')).toBeVisible()
  await expect(page.getByText('Passou de fase')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Situação' })).toContainText('Aberto')

  // Another field than the one that the page changes next: both stand.
  await choose(other, 'Passar para a fase', 'eligibility check')
  await other.getByRole('button', { name: 'Passar de fase' }).click()
  await expect(other.getByText('Passou de fase')).toHaveCount(2)
  await page.getByRole('textbox', { name: 'Número do recibo' }).fill('R-2026-1')
  await page.getByRole('button', { name: 'Guardar o número' }).click()
  await expect(page.getByRole('region', { name: 'Situação' })).toContainText('R-2026-1')
  await expect(page.getByRole('region', { name: 'Situação' })).toContainText('eligibility check')
  await other.close()
})
