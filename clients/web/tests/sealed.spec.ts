// What waits is its writer's alone: on the disk, at the same computer, and under another session.
import { create, fromBinary, toBinary, type DescMessage, type MessageInitShape, type MessageShape } from '@bufbuild/protobuf'
import { EmptySchema } from '@bufbuild/protobuf/wkt'
import { expect, test, type APIRequestContext } from '@playwright/test'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Account,
  CreateSessionRequestSchema,
  ListAccountsRequestSchema,
  ListAccountsResponseSchema,
  SessionSchema,
  SetPasswordRequestSchema,
} from '../gen/balcao/v1/access_pb'
import { everythingKept, fillVisit, readyFor, register, sealedRows, unlock, waiting } from './offline_steps'
import { expectAccessible, PASSWORD, signIn } from './steps'

// A browser that comes and goes takes its time.
test.describe.configure({ timeout: 90_000 })

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
