import { type Browser, expect, type Page, test } from '@playwright/test'
import { picture } from './picture'
import { choose, expectAccessible, search, signIn } from './steps'

// A person with a case, found by searching: the page of the case.
async function openCase(page: Page, family: string): Promise<void> {
  await signIn(page, 'desk.cnaim-lis')
  await page.getByLabel('Nome próprio').fill('Iryna')
  await page.getByLabel('Apelido').fill(family)
  await choose(page, 'Assunto da visita', 'Apoio jurídico')
  await search(page, 'Abrir já um processo', 'Renovação de autorização')
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
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Renovação de autorização de residência')
  await expect(page.getByText('accounts/')).toHaveCount(0)
  await expect(page).toHaveTitle('Processo · Balcão')
  await expect(page.getByRole('region', { name: 'Pessoas do processo' })).toContainText('Requerente: Iryna')
  await expectAccessible(page)
  await picture(page, 'case', { whole: true })

  await choose(page, 'Passar para a fase', 'Triagem')
  await page.getByRole('button', { name: 'Passar de fase' }).click()
  const moved = history.getByRole('row').filter({ hasText: 'Passou de fase' })
  await expect(moved).toContainText('Triagem')
  await expect(moved).toContainText('CNAIM')
  // It is said, and the focus stays where it was done.
  const recorded = (part: string) => page.getByRole('region', { name: part }).getByRole('status').filter({ hasText: 'Registado.' })
  const heading = (name: string) => page.getByRole('heading', { name, level: 2, exact: true })
  await expect(recorded('Ações')).toBeVisible()
  await expect(heading('Ações')).toBeFocused()
  await expectAccessible(page)

  await page.getByLabel('Nova nota').fill('Traz o passaporte na quinta-feira.')
  await page.getByRole('button', { name: 'Juntar a nota' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'Traz o passaporte' })).toContainText('CNAIM')
  await expect(recorded('Notas')).toBeVisible()
  await expect(heading('Notas')).toBeFocused()

  await choose(page, 'Encerrar com o resultado', 'Desistência')
  await page.getByRole('button', { name: 'Encerrar o processo' }).click()
  await expect(history.getByRole('row').filter({ hasText: 'Encerrou' })).toBeVisible()
  await expect(heading('Ações')).toBeFocused()
  await page.getByLabel('Motivo para reabrir').fill('Voltou com os documentos.')
  await page.getByRole('button', { name: 'Reabrir o processo' }).click()
  await expect(history.getByRole('row').filter({ hasText: 'Reabriu' })).toBeVisible()
})

test('a note that is not written yet is there on coming back, and history says what was changed', async ({ page }) => {
  await openCase(page, 'Yaremchenkova')
  await page.getByLabel('Nova nota').fill('Ainda a escrever, quando o telefone toca.')
  await page.getByRole('region', { name: 'Pessoas do processo' }).getByRole('link').click()
  await expect(page.getByRole('heading', { name: 'Iryna Yaremchenkova', level: 1 })).toBeVisible()
  await page.goBack()
  await expect(page.getByLabel('Nova nota')).toHaveValue('Ainda a escrever, quando o telefone toca.')
  await saveReceipt(page, 'R-2026-77')
  const history = page.getByRole('region', { name: 'Quem fez o quê, e quando' })
  await expect(history.getByRole('row').last()).toContainText('Alterou: Número do recibo')
})

// The same case in a colleague's browser.
async function besides(page: Page, browser: Browser): Promise<Page> {
  const other = await (await browser.newContext()).newPage()
  await signIn(other, 'coordinator.cnaim-lis')
  await expect(other.getByRole('heading', { name: 'Atendimento', level: 1 })).toBeVisible()
  await other.goto(page.url())
  await expect(other.getByRole('heading', { name: 'Quem fez o quê, e quando' })).toBeVisible()
  return other
}

const receipt = (page: Page) => page.getByRole('textbox', { name: 'Número do recibo' })
const stands = (page: Page) => page.getByRole('region', { name: 'Situação' })
const news = (page: Page) => page.getByRole('status').filter({ hasText: 'Este processo mudou enquanto o via' })
const conflict = (page: Page) => page.getByRole('region', { name: 'Outra pessoa alterou este processo entretanto' })

async function saveReceipt(page: Page, number: string): Promise<void> {
  await receipt(page).fill(number)
  await page.getByRole('button', { name: 'Guardar o número' }).click()
}

async function moveTo(page: Page, stage: string): Promise<void> {
  await choose(page, 'Passar para a fase', stage)
  await page.getByRole('button', { name: 'Passar de fase' }).click()
  await expect(stands(page)).toContainText(stage)
}

test('what a colleague does to a case is seen at once, and what is being written stays', async ({ page, browser }) => {
  await openCase(page, 'Tkachenkova')
  const other = await besides(page, browser)
  await receipt(page).fill('R-2026-1')
  await page.getByLabel('Nova nota').fill('Ainda a escrever')
  await moveTo(other, 'Triagem')
  await expect(stands(page)).toContainText('Triagem', { timeout: 3_000 })
  await expect(news(page)).toContainText('Passou de fase: Triagem', { timeout: 3_000 })
  await expect(news(page)).toContainText('CNAIM')
  await expect(receipt(page)).toHaveValue('R-2026-1')
  await expect(page.getByLabel('Nova nota')).toHaveValue('Ainda a escrever')
  await expectAccessible(page)

  await other.getByLabel('Nova nota').fill('Telefonou à tarde.')
  await other.getByRole('button', { name: 'Juntar a nota' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'Telefonou à tarde.' })).toBeVisible({ timeout: 3_000 })

  // Another field than the one that the colleague changed: both stand, and nobody is asked.
  await page.getByRole('button', { name: 'Guardar o número' }).click()
  await expect(stands(page)).toContainText('R-2026-1')
  await expect(stands(page)).toContainText('Triagem')
  await expect(conflict(page)).toHaveCount(0)
  await expect(page.getByLabel('Nova nota')).toHaveValue('Ainda a escrever')
  await page.getByRole('button', { name: 'Está visto' }).click()
  await expect(news(page)).toHaveCount(0)
  await expect(news(other)).toContainText('Alterou: Número do recibo', { timeout: 3_000 })
  await other.close()
})

test('two who write the same field see both values, and either choice holds', async ({ page, browser }) => {
  await openCase(page, 'Marchenkova')
  const other = await besides(page, browser)
  await receipt(page).fill('R-MEU-1')
  await saveReceipt(other, 'R-DELES-1')
  await expect(stands(page)).toContainText('R-DELES-1', { timeout: 3_000 })
  await page.getByRole('button', { name: 'Guardar o número' }).click()
  await expect(conflict(page).getByRole('heading')).toBeFocused()
  const row = conflict(page).getByRole('row').filter({ hasText: 'Número do recibo' })
  await expect(row.getByRole('cell').nth(0)).toHaveText('R-MEU-1')
  await expect(row.getByRole('cell').nth(1)).toHaveText('R-DELES-1')
  await expect(row.getByRole('cell').nth(2)).toContainText('CNAIM')
  await expect(conflict(page).getByRole('row')).toHaveCount(2)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Ficar com o que está' }).click()
  await expect(conflict(page)).toHaveCount(0)
  await expect(receipt(page)).toHaveValue('R-DELES-1')
  await expect(page.getByRole('heading', { name: 'Ações' })).toBeFocused()

  await receipt(page).fill('R-MEU-2')
  await saveReceipt(other, 'R-DELES-2')
  await expect(stands(page)).toContainText('R-DELES-2', { timeout: 3_000 })
  await page.getByRole('button', { name: 'Guardar o número' }).click()
  await page.getByRole('button', { name: 'Gravar o meu por cima' }).click()
  await expect(stands(page)).toContainText('R-MEU-2')
  await expect(conflict(page)).toHaveCount(0)
  await expect(stands(other)).toContainText('R-MEU-2', { timeout: 3_000 })
  await other.close()
})

test('who closes what somebody else has just moved is asked, and nothing is overwritten', async ({ page, browser }) => {
  await openCase(page, 'Lysenkova')
  const other = await besides(page, browser)
  await choose(page, 'Encerrar com o resultado', 'Desistência')
  await moveTo(other, 'Triagem')
  await expect(stands(page)).toContainText('Triagem', { timeout: 3_000 })
  await page.getByRole('button', { name: 'Encerrar o processo' }).click()
  await expect(conflict(page).getByRole('row').filter({ hasText: 'Fase' })).toContainText('Triagem')
  await expect(conflict(page).getByRole('row').filter({ hasText: 'Resultado' })).toContainText('Desistência')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Ficar com o que está' }).click()
  await expect(conflict(page)).toHaveCount(0)
  await expect(stands(page)).toContainText('Aberto')

  // Closed over what is being written: it stays, and why it is not taken is said.
  await receipt(page).fill('R-2026-9')
  await choose(other, 'Encerrar com o resultado', 'Desistência')
  await other.getByRole('button', { name: 'Encerrar o processo' }).click()
  await expect(stands(page)).toContainText('Encerrado', { timeout: 3_000 })
  await expect(receipt(page)).toHaveValue('R-2026-9')
  await page.getByRole('button', { name: 'Guardar o número' }).click()
  await expect(page.getByRole('alert')).toContainText('encerrado')
  await expect(receipt(page)).toHaveValue('R-2026-9')
  await expectAccessible(page)
  await other.close()
})

test('a page that nobody looks at gives its stream back, and hears of what it missed', async ({ page, browser }) => {
  await openCase(page, 'Savchenkova')
  const other = await besides(page, browser)
  const look = (hidden: boolean) =>
    page.evaluate((now) => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => now })
      document.dispatchEvent(new Event('visibilitychange'))
    }, hidden)
  const gone = page.waitForEvent('requestfailed', (request) => request.url().endsWith('Cases/WatchCase'))
  await look(true)
  await gone
  await moveTo(other, 'Triagem')
  await page.waitForTimeout(1_000)
  await expect(stands(page)).not.toContainText('Triagem')
  await look(false)
  await expect(stands(page)).toContainText('Triagem', { timeout: 3_000 })
  await other.close()
})

test('people come to a case and go, and a removal is undone', async ({ page }) => {
  await openCase(page, 'Melnykova')
  const parties = page.getByRole('region', { name: 'Pessoas do processo' })
  await choose(page, 'Papel', 'Empregador')
  await parties.getByRole('textbox', { name: 'Nome, se não está registada' }).fill('Padaria Central')
  await parties.getByRole('button', { name: 'Juntar ao processo' }).click()
  await expect(parties.getByRole('listitem')).toHaveText([/Requerente: Iryna/, /Empregador: Padaria Central/])

  await choose(page, 'Papel', 'Familiar')
  await parties.getByRole('textbox', { name: 'Pessoa registada aqui' }).pressSequentially('melnyk')
  await parties.getByRole('button', { name: 'É esta pessoa: Iryna Melnykova' }).click()
  await expectAccessible(page)
  await parties.getByRole('button', { name: 'Juntar ao processo' }).click()
  await expect(parties.getByRole('listitem').filter({ hasText: 'Familiar: Iryna Melnykova' })).toBeVisible()

  await parties.getByRole('button', { name: 'Retirar a pessoa 2' }).click()
  await expect(parties.getByText('Padaria Central')).toHaveCount(0)
  await expect(parties.getByRole('button', { name: 'Anular' })).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(parties.getByText('Padaria Central')).toBeVisible()
})

test('a person whose answer was lost comes to the case once', async ({ page }) => {
  await openCase(page, 'Oliinykova')
  const parties = page.getByRole('region', { name: 'Pessoas do processo' })
  await choose(page, 'Papel', 'Empregador')
  await parties.getByRole('textbox', { name: 'Nome, se não está registada' }).fill('Padaria Central')
  let lost = 0
  await page.route('**/rpc/balcao.v1.Cases/AddParty', async (route) => {
    if (lost++ > 0) return route.continue()
    await route.fetch()
    await route.abort('connectionreset')
  })
  // The case is not told of what was written: what its page would hear by its stream stays away.
  await page.route('**/rpc/balcao.v1.Cases/GetCase', (route) => route.abort('connectionreset'))
  await parties.getByRole('button', { name: 'Juntar ao processo' }).click()
  await expect(parties.getByRole('alert')).toContainText('O servidor não respondeu')
  await parties.getByRole('button', { name: 'Juntar ao processo' }).click()
  await expect(parties.getByRole('listitem')).toHaveText([/Requerente: Iryna/, /Empregador: Padaria Central/])
})
