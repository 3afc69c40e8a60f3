import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { create, type DescMessage, fromBinary, type MessageInitShape, type MessageShape, toBinary } from '@bufbuild/protobuf'
import { EmptySchema, timestampMs } from '@bufbuild/protobuf/wkt'
import { type APIRequestContext, expect, test, type Page } from '@playwright/test'
import {
  type Account,
  CreateSessionRequestSchema,
  ListAccountsRequestSchema,
  ListAccountsResponseSchema,
  SessionSchema,
  SetPasswordRequestSchema,
} from '../gen/balcao/v1/access_pb'
import { ListPreviousContactsResponseSchema } from '../gen/balcao/v1/helpline_pb'
import { choose, expectAccessible, PASSWORD, search, signIn } from './steps'

// A browser that comes and goes takes its time.
test.describe.configure({ timeout: 90_000 })

const waiting = (page: Page) => page.getByRole('region', { name: 'Por enviar' })
const register = (page: Page) => page.getByRole('button', { name: 'Registar a visita' })
const queued = (page: Page, matter: string) =>
  page.getByRole('region', { name: 'Quem espera' }).getByRole('row').filter({ hasText: matter })

// Signed in, with everything there that is needed when the network goes.
async function readyFor(page: Page, login: string, heading: string): Promise<void> {
  await signIn(page, login)
  await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible()
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    while (navigator.serviceWorker.controller === null) await new Promise((then) => setTimeout(then, 50))
  })
  await expect.poll(() => sealedRows(page, 'keys')).toBeGreaterThan(0)
  await expect.poll(() => sealedRows(page, 'catalogue')).toBeGreaterThanOrEqual(2)
  if (login.startsWith('desk')) await expect(page.getByText(/em espera\.?$|Ninguém espera/).first()).toBeVisible()
}

function sealedRows(page: Page, table: string): Promise<number> {
  return page.evaluate(async (name) => {
    if (!(await indexedDB.databases()).some((found) => found.name === 'balcao')) return 0
    const open = indexedDB.open('balcao')
    await new Promise((then) => (open.onsuccess = then))
    const count = open.result.transaction(name).objectStore(name).count()
    await new Promise((then) => (count.onsuccess = then))
    open.result.close()
    return count.result
  }, table)
}

async function unlock(page: Page, login: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('Utilizador').fill(login)
  await page.getByLabel('Palavra-passe').fill(password)
  await page.getByRole('button', { name: 'Entrar sem rede' }).click()
}

async function fillVisit(page: Page, given: string, family: string, matter: string): Promise<void> {
  await page.getByLabel('Nome próprio').fill(given)
  await page.getByLabel('Apelido').fill(family)
  await choose(page, 'Assunto da visita', matter)
  await page.getByText('A informação de privacidade foi dada à pessoa').click()
}

// Everything that a page can read of what its browser keeps, as bytes.
async function everythingKept(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const latin = new TextDecoder('latin1')
    const parts: string[] = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie]
    const dump = (value: unknown): string => {
      if (value instanceof ArrayBuffer) return latin.decode(value)
      if (ArrayBuffer.isView(value)) return latin.decode(value)
      if (value !== null && typeof value === 'object') return Object.entries(value).map(([k, v]) => `${k}=${dump(v)}`).join(';')
      return String(value)
    }
    for (const { name } of await indexedDB.databases()) {
      const open = indexedDB.open(name!)
      await new Promise((then) => (open.onsuccess = then))
      for (const table of open.result.objectStoreNames) {
        const store = open.result.transaction(table).objectStore(table)
        const [all, keys] = [store.getAll(), store.getAllKeys()]
        await new Promise((then) => (keys.onsuccess = then))
        parts.push(dump(keys.result), dump(all.result))
      }
      open.result.close()
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys()) {
        parts.push(request.url, latin.decode(await (await cache.match(request))!.arrayBuffer()))
      }
    }
    return parts.join('\n')
  })
}

test('without a network a deep link opens, a visit and its reload lose nothing, and it is sent once', async ({ page, context }) => {
  await readyFor(page, 'desk.cnaim-lis', 'Atendimento')
  await expect(page.locator('.network')).toBeEmpty()
  const before = await queued(page, 'Língua portuguesa').count()
  await context.setOffline(true)
  await expect(page.locator('.network')).toContainText('Sem rede. O que registar fica guardado')

  await fillVisit(page, 'Solomiya', 'Hrytsenko', 'Língua portuguesa')
  await page.getByRole('textbox', { name: 'Telefone (facultativo)' }).fill('912345678')
  await page.getByLabel('Nota').fill('Procura escola para a filha.')
  await register(page).click()
  await expect(page.getByRole('status').filter({ hasText: 'A visita ficou guardada' })).toBeVisible()
  await expect(page.getByLabel('Nome próprio')).toHaveValue('')
  await expect(waiting(page)).toContainText('1 registo à espera de rede.')
  await expect(waiting(page).getByRole('listitem')).toContainText('Visita · Solomiya Hrytsenko')
  await expectAccessible(page)

  // Nothing of what was typed can be read in what the browser keeps.
  const kept = await everythingKept(page)
  expect(kept).toContain('Apoio jurídico'.slice(0, 5)) // the catalogue, which is public
  for (const typed of ['Solomiya', 'Hrytsenko', '912345678', 'Procura escola', 'desk.cnaim-lis', PASSWORD]) {
    expect(kept, typed).not.toContain(typed)
  }

  // A reload, at a deep link: the page opens, and asks who is there.
  await page.goto('/desk')
  await expect(page.getByText('Não há rede. Quem já iniciou sessão')).toBeVisible()
  await expect(page.getByText('1 registo selado espera neste computador')).toBeVisible()
  await expect(page.getByText('Solomiya')).toHaveCount(0)
  await expectAccessible(page)
  await unlock(page, 'desk.cnaim-lis', 'não é esta palavra')
  await expect(page.getByRole('alert')).toContainText('A palavra-passe não abre nada neste computador')
  await unlock(page, 'desk.cnaim-lis')
  await expect(waiting(page).getByRole('listitem')).toContainText('Solomiya Hrytsenko')
  await fillVisit(page, 'Maryna', 'Hrytsenko', 'Língua portuguesa')
  await register(page).click()
  await expect(waiting(page)).toContainText('2 registos à espera de rede.')
  await expectAccessible(page)

  const sent: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/OpenVisit')) sent.push(request.postDataBuffer()!.toString('latin1'))
  })
  await context.setOffline(false)
  await expect(page.locator('.network')).toContainText('Há rede outra vez.')
  await expect(waiting(page)).toContainText('2 registos enviados.')
  await expect(queued(page, 'Língua portuguesa')).toHaveCount(before + 2)
  expect(sent).toHaveLength(2)
  expect(sent[0]).toContain('Solomiya')
  expect(sent[1]).toContain('Maryna')
  await expect.poll(() => sealedRows(page, 'entries')).toBe(0)
  await expectAccessible(page)
})

test('a call typed while the server is stopped is sent when it is back, in its own time', async ({ page, context }) => {
  await readyFor(page, 'linha.1', 'Linha de apoio')
  const number = `96${String(Date.now()).slice(-7)}`
  // No network is missing here: the server refuses the connection.
  await context.route('**/rpc/**', (route) => route.abort('connectionrefused'))
  await page.getByLabel('Número').fill(number)
  await search(page, 'Tema', 'Agendamento')
  await page.getByLabel('Nota').fill('Pergunta pelo título.')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('status').filter({ hasText: 'A chamada ficou guardada' })).toBeVisible()
  await expect(page.getByLabel('Número')).toBeFocused()
  await expect(page.locator('.network')).toContainText('Sem rede.')
  await page.keyboard.press('Alt+KeyS')
  await expect(waiting(page)).toContainText('2 registos à espera de rede.')
  await expect(waiting(page)).toContainText(`Chamada · ${number}`)
  await expectAccessible(page)
  const typed = Date.now()

  await page.waitForTimeout(1_500)
  await context.unroute('**/rpc/**')
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await expect(waiting(page)).toContainText('2 registos enviados.')
  await page.reload()
  const [happened] = await timesOf(page, number)
  expect(happened).toBeLessThanOrEqual(typed)
  const contact = page.getByRole('region', { name: 'Contactos anteriores' }).getByRole('row')
  await expect(contact).toHaveCount(2)
  await expect(contact.last()).toContainText('Pergunta pelo título.')
})

// When the calls of a number happened, as the server says: it is asked by the page.
async function timesOf(page: Page, number: string): Promise<number[]> {
  const answer = page.waitForResponse('**/ListPreviousContacts')
  await page.getByLabel('Número').fill(number)
  await page.keyboard.press('Tab')
  const body = await (await answer).body()
  const message = body.subarray(5, 5 + body.readUInt32BE(1))
  const { calls } = fromBinary(ListPreviousContactsResponseSchema, message)
  return calls.map((call) => timestampMs(call.occurredTime!))
}

test('a refusal is told beside its entry, and mended in its form', async ({ page, context }) => {
  await readyFor(page, 'desk.cnaim-lis', 'Atendimento')
  const before = await queued(page, 'Saúde').count()
  await context.setOffline(true)
  await fillVisit(page, 'Bohdana', 'Melnychuk', 'Saúde')
  await page.getByRole('textbox', { name: 'Telefone (facultativo)' }).fill('123')
  await register(page).click()
  await expect(waiting(page)).toContainText('1 registo à espera de rede.')
  await context.setOffline(false)
  const line = waiting(page).getByRole('listitem').filter({ hasText: 'Bohdana' })
  await expect(line).toContainText('Recusado')
  await expect(line).toContainText('Há campos por preencher ou por corrigir.')
  await expect(line).toContainText('Telefone: Este número não existe.')
  await expectAccessible(page)

  // What is being typed is not thrown away for it.
  await page.getByLabel('Nome próprio').fill('Outra')
  await line.getByRole('button', { name: 'Corrigir' }).click()
  await expect(page.getByText('O formulário tem texto por registar.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Deixar como está' }).click()
  await expect(page.getByLabel('Nome próprio')).toHaveValue('Outra')
  await line.getByRole('button', { name: 'Corrigir' }).click()
  await page.getByRole('button', { name: 'Trocar' }).click()
  await expect(page.getByLabel('Nome próprio')).toHaveValue('Bohdana')
  await expect(page.getByText('Este número não existe.').last()).toBeVisible()
  await expect(line).toContainText('Em correção no formulário')
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'Telefone (facultativo)' }).fill('912 345 679')
  await register(page).click()
  await expect(waiting(page)).toContainText('1 registo enviado.')
  await expect(waiting(page).getByRole('listitem')).toHaveCount(0)
  await expect(queued(page, 'Saúde')).toHaveCount(before + 1)
})

test('no file of the browser holds a word of what waits', async ({ playwright, launchOptions, baseURL }) => {
  const profile = await mkdtemp(join(tmpdir(), 'balcao-profile-'))
  const context = await playwright.chromium.launchPersistentContext(profile, { ...launchOptions, baseURL: baseURL!, locale: 'pt-PT' })
  const page = context.pages()[0] ?? (await context.newPage())
  await readyFor(page, 'desk.cnaim-lis', 'Atendimento')
  await context.setOffline(true)
  await fillVisit(page, 'Zvenyslava', 'Pidhirna', 'Saúde')
  await page.getByLabel('Nota').fill('Perdeu o passaporte na viagem.')
  await register(page).click()
  await expect(waiting(page)).toContainText('Zvenyslava')
  // Half typed: nor that.
  await page.getByLabel('Nome próprio').fill('Myroslava')
  await page.getByLabel('Nota').fill('Ainda a escrever isto.')
  await page.waitForTimeout(1_000)
  await context.close()
  const kept: string[] = []
  for (const entry of await readdir(profile, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const bytes = await readFile(join(entry.parentPath, entry.name))
    if (bytes.includes('balcao')) kept.push(entry.name)
    for (const typed of ['Zvenyslava', 'Pidhirna', 'Perdeu o passaporte', 'Myroslava', 'Ainda a escrever', PASSWORD]) {
      for (const encoding of ['utf8', 'utf16le'] as const) {
        expect(bytes.includes(Buffer.from(typed, encoding)), `${typed} in ${entry.name}`).toBe(false)
      }
    }
  }
  // The scan reads what it should: the outbox itself is among these files.
  expect(kept.some((name) => name.endsWith('.log') || name.endsWith('.ldb'))).toBe(true)
  await rm(profile, { recursive: true })
})

test('a refused entry is deleted only after a question', async ({ page, context }) => {
  await readyFor(page, 'desk.cnaim-lis', 'Atendimento')
  await context.setOffline(true)
  await fillVisit(page, 'Iaroslava', 'Petrenko', 'Saúde')
  await page.getByRole('textbox', { name: 'Telefone (facultativo)' }).fill('123')
  await register(page).click()
  await context.setOffline(false)
  const discard = waiting(page).getByRole('button', { name: 'Apagar: Visita · Iaroslava' })
  await discard.click()
  await expect(page.getByRole('alertdialog')).toContainText('não pode ser recuperado')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(discard).toBeFocused()
  await discard.click()
  await page.getByRole('button', { name: 'Apagar para sempre' }).click()
  await expect(waiting(page)).toHaveCount(0)
  expect(await sealedRows(page, 'entries')).toBe(0)
})

test('who may be registered already is chosen among, when it could not be asked at first', async ({ page, context }) => {
  await readyFor(page, 'desk.cnaim-lis', 'Atendimento')
  const phone = `93${String(Date.now()).slice(-7)}`
  await fillVisit(page, 'Nadiya', 'Lysenko', 'Habitação')
  await page.getByRole('textbox', { name: 'Telefone (facultativo)' }).fill(phone)
  await register(page).click()
  await expect(page.getByRole('status').filter({ hasText: 'Visita registada.' })).toBeVisible()
  await context.setOffline(true)
  await fillVisit(page, 'Nadia', 'Lysenko', 'Habitação')
  await page.getByRole('textbox', { name: 'Telefone (facultativo)' }).fill(phone)
  await register(page).click()
  await expect(waiting(page)).toContainText('1 registo à espera de rede.')
  await context.setOffline(false)
  const line = waiting(page).getByRole('listitem')
  await expect(line).toContainText('Esta pessoa pode já estar registada.')
  await line.getByRole('button', { name: 'Corrigir' }).click()
  await expect(page.getByRole('heading', { name: 'Já pode estar registada' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'É esta pessoa: Nadiya' }).click()
  await expect(waiting(page)).toContainText('1 registo enviado.')
  await expect(waiting(page).getByRole('listitem')).toHaveCount(0)
})

test('signing out with something unsent asks first, and leaves it sealed for nobody else', async ({ page, context }) => {
  await readyFor(page, 'desk.cnaim-lis', 'Atendimento')
  await context.setOffline(true)
  await fillVisit(page, 'Vasylyna', 'Ostapenko', 'Língua portuguesa')
  await register(page).click()
  await expect(waiting(page)).toContainText('1 registo à espera de rede.')
  await page.getByRole('button', { name: 'Terminar sessão' }).click()
  await expect(page.getByRole('alertdialog')).toContainText('Tem 1 registo por enviar')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Ficar' }).click()
  await expect(waiting(page)).toContainText('Vasylyna')
  await page.getByRole('button', { name: 'Terminar sessão' }).click()
  await page.getByRole('button', { name: 'Terminar a sessão e deixar selado' }).click()
  await expect(page.getByLabel('Utilizador')).toBeVisible()
  await expect(page.getByText('Vasylyna')).toHaveCount(0)

  // The session that was left without a network ends when there is one, reload or not.
  await page.reload()
  await expect(page.getByText('Não há rede. Quem já iniciou sessão')).toBeVisible()
  await context.setOffline(false)
  await expect(page.locator('.network')).toContainText('Há rede outra vez.')
  await expect.poll(() => context.cookies()).toEqual([])
  await expect(page.getByRole('button', { name: 'Entrar', exact: true })).toBeVisible()

  // Another person finds that there is something, and nothing of it.
  await signIn(page, 'coordinator.cnaim-lis')
  await expect(waiting(page)).toContainText('1 registo selado de outra pessoa espera')
  await expect(waiting(page).getByRole('listitem')).toHaveCount(0)
  expect(await everythingKept(page)).not.toContain('Vasylyna')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Terminar sessão' }).click()
  await expect(page.getByLabel('Utilizador')).toBeVisible()

  // Who wrote it comes back, and it goes.
  await signIn(page, 'desk.cnaim-lis')
  await expect(waiting(page)).toContainText('1 registo enviado.')
})

test('after a reload what was typed is kept once the password is typed', async ({ page, context }) => {
  await readyFor(page, 'desk.cnaim-lis', 'Atendimento')
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Atendimento', level: 1 })).toBeVisible()
  await context.setOffline(true)
  await fillVisit(page, 'Ruslana', 'Bilyk', 'Língua portuguesa')
  await register(page).click()
  await expect(page.getByText('Para guardar este registo neste computador')).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('Palavra-passe').fill(PASSWORD)
  await page.getByRole('button', { name: 'Guardar' }).click()
  await expect(waiting(page)).toContainText('Ruslana')
  // The same, with the network there: sealed until its owner opens it.
  await context.setOffline(false)
  await expect(waiting(page)).toContainText('1 registo enviado.')
})

test('what is lacking is asked for while the person is there', async ({ page, context }) => {
  await readyFor(page, 'desk.cnaim-lis', 'Atendimento')
  await context.setOffline(true)
  await page.getByLabel('Apelido').fill('Kravets')
  await register(page).click()
  await expect(page.getByRole('alert').first()).toContainText('Sem rede, um registo só é guardado completo.')
  await expect(page.getByText('Preencha este campo.').first()).toBeVisible()
  await expect(page.getByLabel('Apelido')).toHaveValue('Kravets')
  await expect(waiting(page)).toHaveCount(0)
  await expectAccessible(page)
})

test('where the clock of the computer is fast, the time of the server counts', async ({ page, context }) => {
  await readyFor(page, 'desk.cnaim-lis', 'Atendimento')
  await page.clock.setSystemTime(Date.now() + 20 * 60_000)
  await fillVisit(page, 'Liubov', 'Kozak', 'Língua portuguesa')
  await register(page).click()
  await expect(page.getByRole('status').filter({ hasText: 'Visita registada.' })).toBeVisible()
  await context.setOffline(true)
  await fillVisit(page, 'Odarka', 'Zinchenko', 'Língua portuguesa')
  await register(page).click()
  await expect(waiting(page)).toContainText('Odarka')
  await context.setOffline(false)
  const line = waiting(page).getByRole('listitem').filter({ hasText: 'Odarka' })
  await expect(line).toContainText('A hora deste computador está adiantada.')
  await line.getByRole('button', { name: 'Corrigir' }).click()
  await expect(page.getByLabel('Nome próprio')).toHaveValue('Odarka')
  await register(page).click()
  await expect(waiting(page)).toContainText('1 registo enviado.')
})

test('two pages send one entry once', async ({ page, context }) => {
  await readyFor(page, 'desk.cnaim-lis', 'Atendimento')
  const other = await context.newPage()
  await other.goto('/desk')
  await expect(other.getByRole('heading', { name: 'Atendimento', level: 1 })).toBeVisible()
  await context.setOffline(true)
  await fillVisit(page, 'Zoryana', 'Tymchuk', 'Língua portuguesa')
  await register(page).click()
  // The second page has the session, and not the key.
  await expect(waiting(other)).toContainText('1 registo seu está selado.')
  await expectAccessible(other)
  await other.getByLabel('Palavra-passe').fill(PASSWORD)
  await other.getByRole('button', { name: 'Abrir', exact: true }).click()
  await expect(waiting(other)).toContainText('Zoryana')
  const sent: string[] = []
  context.on('request', (request) => {
    if (request.url().endsWith('/OpenVisit')) sent.push(request.url())
  })
  await context.setOffline(false)
  await expect.poll(() => sealedRows(page, 'entries')).toBe(0)
  await expect(waiting(page).getByRole('listitem')).toHaveCount(0)
  await expect(waiting(other).getByRole('listitem')).toHaveCount(0)
  expect(sent).toHaveLength(1)
  await other.close()
})

test('where the disk has no room it is told, and the form keeps its text', async ({ page, context }) => {
  await readyFor(page, 'desk.cnaim-lis', 'Atendimento')
  await context.setOffline(true)
  // What a browser does whose disk is full.
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
  })
  await fillVisit(page, 'Kateryna', 'Savchuk', 'Língua portuguesa')
  await register(page).click()
  await expect(page.getByRole('alert')).toContainText('Não há espaço neste computador')
  await expect(page.getByLabel('Nome próprio')).toHaveValue('Kateryna')
  await expectAccessible(page)
})

test('the page and its worker are asked for anew, and its parts are what the policy lets', async ({ request }) => {
  const kinds = { '/sw.js': 'text/javascript', '/manifest.webmanifest': 'application/manifest+json', '/': 'text/html' }
  for (const [path, kind] of Object.entries(kinds)) {
    const answer = await request.get(path)
    expect(answer.headers()['content-type'], path).toContain(kind)
    expect(answer.headers()['cache-control'], path).toBe('no-cache')
    expect(answer.headers()['content-security-policy'], path).toContain("manifest-src 'self'; worker-src 'self'")
  }
})

test('whose session ended meanwhile signs in again, and nothing typed is lost', async ({ page, context }) => {
  await readyFor(page, 'desk.cnaim-lis', 'Atendimento')
  await context.setOffline(true)
  await page.reload()
  await unlock(page, 'desk.cnaim-lis')
  await expect(page.getByRole('heading', { name: 'Atendimento', level: 1 })).toBeVisible()
  await fillVisit(page, 'Olesia', 'Danylenko', 'Língua portuguesa')
  await register(page).click()
  await expect(waiting(page)).toContainText('1 registo à espera de rede.')
  await page.getByLabel('Nome próprio').fill('A meio')
  await context.clearCookies()
  await context.setOffline(false)
  await expect(page.getByRole('heading', { name: 'Inicie sessão de novo' })).toBeVisible()
  await expect(waiting(page)).toContainText('A sessão terminou.')
  await expectAccessible(page)
  await page.getByLabel('Palavra-passe').fill(PASSWORD)
  await page.getByRole('button', { name: 'Entrar', exact: true }).click()
  await expect(waiting(page)).toContainText('1 registo enviado.')
  await expect(page.getByRole('heading', { name: 'Inicie sessão de novo' })).toHaveCount(0)
  await expect(page.getByLabel('Nome próprio')).toHaveValue('A meio')
})

test('a session that ends by itself seals what waits, and leaves what is being typed', async ({ page, context }) => {
  await readyFor(page, 'desk.cnaim-lis', 'Atendimento')
  await context.setOffline(true)
  await fillVisit(page, 'Stefaniia', 'Vovk', 'Língua portuguesa')
  await register(page).click()
  await expect(waiting(page)).toContainText('Stefaniia')
  await page.getByLabel('Nome próprio').fill('A meio')
  await context.clearCookies()
  await context.setOffline(false)
  await expect(page.getByRole('heading', { name: 'Inicie sessão de novo' })).toBeVisible()
  await expect(waiting(page)).toContainText('1 registo seu está selado.')
  await expect(page.getByText('Stefaniia')).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Quem espera' }).getByRole('row')).toHaveCount(0)
  await expectAccessible(page)
  await page.getByLabel('Palavra-passe').fill(PASSWORD)
  await page.getByRole('button', { name: 'Entrar', exact: true }).click()
  await expect(waiting(page)).toContainText('1 registo enviado.')
  await expect(page.getByLabel('Nome próprio')).toHaveValue('A meio')
  await expect(page.getByRole('heading', { name: 'Inicie sessão de novo' })).toHaveCount(0)
})

test('what one person wrote is never sent in the name of another', async ({ page, context }) => {
  await readyFor(page, 'desk.cnaim-lis', 'Atendimento')
  await page.route('**/rpc/**', (route) => route.abort('connectionrefused'))
  await fillVisit(page, 'Yevheniia', 'Moroz', 'Língua portuguesa')
  await register(page).click()
  await expect(waiting(page)).toContainText('Yevheniia')
  const sent: string[] = []
  context.on('request', (request) => {
    if (request.url().endsWith('/OpenVisit')) sent.push(request.url())
  })
  // On another page of the same browser, somebody else signs in: the session is theirs.
  const other = await context.newPage()
  await other.goto('/')
  await other.getByRole('button', { name: 'Terminar sessão' }).click()
  await expect(other.getByRole('alertdialog')).toBeVisible()
  await other.getByRole('button', { name: 'Terminar a sessão e deixar selado' }).click()
  await signIn(other, 'coordinator.cnaim-lis')
  await expect(other.getByText('1 registo selado de outra pessoa')).toBeVisible()
  await page.unroute('**/rpc/**')
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await expect(page.getByText('1 registo selado de outra pessoa')).toBeVisible()
  await expect(page.getByText('Yevheniia')).toHaveCount(0)
  await page.waitForTimeout(1_000)
  expect(sent).toEqual([])
  expect(await sealedRows(page, 'entries')).toBe(1)
  await other.close()
})

test('after a password was set anew, what the old one sealed opens with the old one', async ({ page, context, playwright, baseURL }) => {
  const login = 'desk.cnaim-alg'
  await readyFor(page, login, 'Atendimento')
  await context.setOffline(true)
  await fillVisit(page, 'Tamila', 'Hnatiuk', 'Língua portuguesa')
  await register(page).click()
  await expect(waiting(page)).toContainText('Tamila')
  const administrator = await playwright.request.newContext({ baseURL: baseURL! })
  await setPassword(administrator, login, 'outra-palavra-passe-2026')
  await page.reload()
  await expect(page.getByText('Não há rede. Quem já iniciou sessão')).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByRole('button', { name: 'Entrar', exact: true })).toBeVisible()
  await page.getByLabel('Utilizador').fill(login)
  await page.getByLabel('Palavra-passe').fill('outra-palavra-passe-2026')
  await page.getByRole('button', { name: 'Entrar', exact: true }).click()
  await expect(waiting(page)).toContainText('1 registo seu está selado com uma palavra-passe anterior.')
  await expectAccessible(page)
  await page.getByLabel('Palavra-passe anterior').fill('não é esta palavra')
  await page.getByRole('button', { name: 'Abrir', exact: true }).click()
  await expect(waiting(page).getByRole('alert')).toContainText('não abre nada')
  expect(await sealedRows(page, 'entries')).toBe(1)
  await page.getByLabel('Palavra-passe anterior').fill(PASSWORD)
  await page.getByRole('button', { name: 'Abrir', exact: true }).click()
  await expect(waiting(page)).toContainText('1 registo enviado.')
})

async function call<I extends DescMessage, O extends DescMessage>(
  from: APIRequestContext,
  method: string,
  input: I,
  message: MessageInitShape<I>,
  output: O,
): Promise<MessageShape<O>> {
  const bytes = toBinary(input, create(input, message))
  const frame = Buffer.alloc(5 + bytes.length)
  frame.writeUInt32BE(bytes.length, 1)
  frame.set(bytes, 5)
  const headers = { 'content-type': 'application/grpc-web+proto', 'x-grpc-web': '1' }
  const body = await (await from.post(`/rpc/balcao.v1.Access/${method}`, { headers, data: frame })).body()
  expect(body[0], method).toBe(0)
  return fromBinary(output, body.subarray(5, 5 + body.readUInt32BE(1)))
}

async function setPassword(administrator: APIRequestContext, login: string, password: string): Promise<void> {
  await call(administrator, 'CreateSession', CreateSessionRequestSchema, { login: 'admin', password: PASSWORD }, SessionSchema)
  let pageToken = ''
  let found: Account | undefined
  do {
    const list = await call(administrator, 'ListAccounts', ListAccountsRequestSchema, { pageSize: 200, pageToken }, ListAccountsResponseSchema)
    found = list.accounts.find((account) => account.login === login)
    pageToken = list.nextPageToken
  } while (found === undefined && pageToken !== '')
  await call(administrator, 'SetPassword', SetPasswordRequestSchema, {
    name: found!.name,
    newPassword: password,
    requestId: crypto.randomUUID(),
  }, EmptySchema)
}

test('a newer page is told of, and taken when and where the user says so', async ({ page, context }) => {
  await readyFor(page, 'desk.cnaim-lis', 'Atendimento')
  const other = await context.newPage()
  await other.goto('/desk')
  await other.getByLabel('Nome próprio').fill('Noutra página')
  await page.getByLabel('Nome próprio').fill('A meio')
  // Another script for the same pages is what a newer build is to the browser.
  await page.evaluate(() => navigator.serviceWorker.register('/sw.js?newer'))
  await expect(page.getByText('Há uma versão nova desta página.')).toBeVisible()
  await expect(page.getByLabel('Nome próprio')).toHaveValue('A meio')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Atualizar agora' }).click()
  await expect(page.getByLabel('Nome próprio')).toHaveValue('')
  // The other page goes on with what is being typed in it.
  await expect(other.getByText('Há uma versão nova desta página.')).toBeVisible()
  await expect(other.getByLabel('Nome próprio')).toHaveValue('Noutra página')
  await other.close()
})
