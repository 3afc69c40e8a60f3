import { fromBinary } from '@bufbuild/protobuf'
import { timestampMs } from '@bufbuild/protobuf/wkt'
import { expect, test, type Page } from '@playwright/test'
import { ListPreviousContactsResponseSchema } from '../gen/balcao/v1/helpline_pb'
import { everythingKept, fillVisit, queued, readyFor, register, sealedRows, unlock, waiting } from './offline_steps'
import { expectAccessible, PASSWORD, search } from './steps'

// A browser that comes and goes takes its time.
test.describe.configure({ timeout: 90_000 })

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
  await expect(page.getByText('ficou guardada')).toHaveCount(0) // it is not so any more
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

// When the calls of a number happened, as the server says: it is asked by the page, and its answer is
// read on the way. A browser does not keep every answer for who asks for it later.
async function timesOf(page: Page, number: string): Promise<number[]> {
  const answer = new Promise<Buffer>((resolve, reject) => {
    void page.route('**/ListPreviousContacts', async (route) => {
      const response = await route.fetch()
      await route.fulfill({ response })
      response.body().then(resolve, reject)
    })
  })
  await page.getByLabel('Número').fill(number)
  await page.keyboard.press('Tab')
  const body = await answer
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

test('an entry that is left in the middle of mending waits as it was, and not in the form as well', async ({ page, context }) => {
  await readyFor(page, 'desk.cnaim-lis', 'Atendimento')
  await context.setOffline(true)
  await fillVisit(page, 'Kateryna', 'Bondar', 'Saúde')
  await page.getByRole('textbox', { name: 'Telefone (facultativo)' }).fill('123')
  await register(page).click()
  await context.setOffline(false)
  const line = waiting(page).getByRole('listitem').filter({ hasText: 'Kateryna' })
  await line.getByRole('button', { name: 'Corrigir' }).click()
  await expect(page.getByLabel('Nome próprio')).toHaveValue('Kateryna')
  await page.getByLabel('Nome próprio').fill('Katia')
  await page.getByRole('link', { name: 'Plano nacional' }).click()
  await expect(page.getByRole('heading', { name: 'Plano nacional' })).toBeVisible()
  await page.getByRole('link', { name: 'Atendimento' }).click()
  await expect(page.getByLabel('Nome próprio')).toHaveValue('')
  await expect(line).toContainText('Recusado')
  await line.getByRole('button', { name: 'Corrigir' }).click()
  await expect(page.getByLabel('Nome próprio')).toHaveValue('Kateryna')
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
