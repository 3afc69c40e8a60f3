// The three ways through the house, each from signing in to the figure that moved. The month is
// closed on a clock of the test's own: a house of its own is ended and begun again later.
import { expect, test, type Browser, type Page } from '@playwright/test'
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { choose, search, signIn } from './steps'

const PORT = Number(process.env.BALCAO_WEB_PORT ?? 18443) + 100
const HOUSE = `http://127.0.0.1:${PORT}`
const clock = join(mkdtempSync(join(tmpdir(), 'balcao-clock-')), 'offset')
let house: ChildProcess

async function isServing(): Promise<boolean> {
  return fetch(`${HOUSE}/ready.txt`).then(({ ok }) => ok, () => false)
}

// The house again, this many days from now.
async function beginIn(days: number): Promise<void> {
  writeFileSync(clock, `+${days}d`)
  const process_ = Number(await (await fetch(`${HOUSE}/ready.txt`)).text())
  process.kill(process_, 'SIGUSR1')
  await expect.poll(isServing, { intervals: [50] }).toBe(false)
  await expect.poll(isServing, { timeout: 15_000 }).toBe(true)
}

// The page's clock is as many days ahead as the house's: it offers the months that are over.
async function enter(browser: Browser, login: string, days = 0): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: HOUSE })).newPage()
  if (days > 0) await page.clock.setSystemTime(Date.now() + days * 24 * 60 * 60_000)
  await signIn(page, login)
  return page
}

const month = new Date().toLocaleDateString('pt-PT', { month: 'long', year: 'numeric', timeZone: 'Europe/Lisbon' })
const monthCode = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Lisbon' }).slice(0, 7)

// What a table of this month says in the row.
async function figure(page: Page, kind: string, dimension: string, row: string): Promise<string> {
  await page.goto(`/tables?kind=${kind}&measure=count&by=${dimension}&from=${monthCode}&to=${monthCode}`)
  const found = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: row, exact: true }) })
  await expect(page.getByRole('table')).toBeVisible()
  return (await found.count()) === 0 ? '0' : (await found.getByRole('cell').first().innerText()).trim()
}

test.describe.configure({ mode: 'serial' })
test.setTimeout(120_000)

test.beforeAll(async () => {
  writeFileSync(clock, '+0d')
  house = spawn('tests/serve.sh', [String(PORT)], {
    env: { ...process.env, BALCAO_CLOCK: clock },
    stdio: 'inherit',
  })
  await expect.poll(isServing, { timeout: 90_000 }).toBe(true)
})

test.afterAll(async () => {
  house.kill('SIGTERM')
  await new Promise((resolve) => house.once('exit', resolve))
})

test('five people are received at a desk', async ({ browser }) => {
  const page = await enter(browser, 'desk.cnaim-nor')
  for (let i = 0; i < 5; i++) {
    await page.getByText('Pessoa anónima').click()
    await choose(page, 'Assunto da visita', 'Nacionalidade')
    await page.getByText('A informação de privacidade foi dada à pessoa').click()
    await page.getByRole('button', { name: 'Registar a visita' }).click()
    await expect(page.getByText('Visita registada.')).toBeVisible()
    await expect(page.getByRole('row').filter({ hasText: 'Nacionalidade' })).toHaveCount(i + 1)
  }
})

test('five calls are logged at the helpline', async ({ browser }) => {
  const page = await enter(browser, 'linha.1')
  for (let i = 0; i < 5; i++) {
    await page.getByLabel('Número').fill(`91234567${i}`)
    await search(page, 'Tema', 'Saúde')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('Chamada registada.')).toBeVisible()
    await expect(page.getByLabel('Número')).toBeFocused() // of the next call
    await expect(page.getByLabel('Número')).toHaveValue('')
  }
})

test('a supervisor closes the month, and the figures have moved', async ({ browser }) => {
  await beginIn(32)
  const page = await enter(browser, 'supervisao', 32)
  const months = page.getByRole('region', { name: 'Fecho dos meses' })
  await choose(page, 'Mês por fechar', month)
  await months.getByRole('button', { name: 'Fechar provisoriamente' }).click()
  await months.getByRole('button', { name: 'Fechar provisoriamente' }).click()
  await expect(months.getByRole('status')).toHaveText(`Fechado provisoriamente: ${month}.`)
  expect(await figure(page, 'visit', 'centre', 'CNAIM Norte')).toBe('5')
  expect(await figure(page, 'call', 'topic', 'Saúde')).toBe('5')
})
