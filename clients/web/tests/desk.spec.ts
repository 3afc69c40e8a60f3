import { expect, type Locator, type Page, test } from '@playwright/test'
import { picture } from './picture'
import { choose, comeTo, expectAccessible, search, signIn, PASSWORD } from './steps'

async function openDesk(page: Page): Promise<void> {
  await signIn(page, 'desk.cnaim-lis')
  await expect(page.getByRole('heading', { name: 'Receber uma pessoa' })).toBeVisible()
  // The queue is there, so that what is in it can be counted.
  await expect(page.getByText(/Ninguém espera\.|visitas? em espera/)).toBeVisible()
}

async function fillPerson(page: Page, given: string, family: string, document: string): Promise<void> {
  await page.getByLabel('Nome próprio').fill(given)
  await page.getByLabel('Apelido').fill(family)
  await page.getByRole('textbox', { name: 'Dia' }).fill('3')
  await page.getByRole('textbox', { name: 'Mês' }).fill('2')
  await page.getByRole('textbox', { name: 'Ano' }).fill('1990')
  await choose(page, 'Documento', 'Passaporte')
  await page.getByLabel('N.º do documento').fill(document)
  await search(page, 'Nacionalidade', 'Ucr')
  await choose(page, 'Assunto da visita', 'Apoio jurídico')
  await page.getByText('A informação de privacidade foi dada à pessoa').click()
}

async function chooseFirst(page: Page, box: Locator): Promise<void> {
  await comeTo(box)
  await page.keyboard.press('ArrowDown')
  await page.getByRole('listbox').getByRole('option').first().click()
  await expect(box).not.toHaveValue('')
}

const register = (page: Page) => page.getByRole('button', { name: 'Registar a visita' })

// The rows of whoever is called by the number that was given last.
async function calledLast(page: Page): Promise<Locator> {
  const told = await page.getByRole('status').filter({ hasText: 'Visita registada.' }).textContent()
  const number = /Senha (\d+)\./.exec(told ?? '')?.[1] ?? ''
  return page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: number, exact: true }) })
}

test('a person is received, waits, is served and leaves the queue', async ({ page }) => {
  await openDesk(page)
  await expectAccessible(page)
  await fillPerson(page, 'Oksana', 'Kovalenko', `FX${Date.now()}`)
  await register(page).click()
  // It was pressed at the end of the form, and what it did is told at its beginning.
  await expect(page.getByRole('status').filter({ hasText: 'Visita registada.' })).toBeInViewport()
  const receipt = page.getByRole('region', { name: 'Comprovativo da visita' })
  await expect(receipt.getByRole('heading')).toBeInViewport()
  await expect(page.getByLabel('Nome próprio')).toHaveValue('')
  await expect(page.getByLabel('Nome próprio')).toBeFocused()
  await expectAccessible(page)

  const row = await calledLast(page)
  await expect(row).toHaveCount(1)
  const serving = page.getByRole('rowgroup').filter({ has: page.getByRole('rowheader', { name: 'Em atendimento' }) })
  await row.getByRole('button', { name: 'Atender' }).click()
  await expect(serving.getByRole('row').filter({ hasText: 'Apoio jurídico' }).and(row)).toHaveCount(1)
  await expect(row.getByRole('button', { name: 'Informação prestada' })).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(row).toHaveCount(0)
  await expectAccessible(page)

  // A wrong key is undone, and the focus is where the way back is.
  await expect(page.getByRole('button', { name: 'Anular' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(serving.getByRole('row').and(row)).toHaveCount(1)
  await expect(page.getByRole('button', { name: 'Anular' })).toHaveCount(0)
})

test('a matter that is served becomes a case, or goes to another service', async ({ page }) => {
  await openDesk(page)
  await page.getByText('Pessoa anónima').click()
  await choose(page, 'Assunto da visita', 'Emprego (GIP)')
  await page.getByRole('button', { name: 'Juntar outro assunto' }).click()
  await page.getByRole('button', { name: 'Assunto da visita' }).last().click()
  await page.getByRole('option', { name: 'Emprego (GIP)', exact: true }).click()
  await page.getByText('A informação de privacidade foi dada à pessoa').click()
  await register(page).click()
  const rows = await calledLast(page)
  await expect(rows).toHaveCount(2)

  await rows.last().getByRole('button', { name: 'Atender' }).click()
  await rows.first().getByText('Abrir um processo ou encaminhar').click()
  await chooseFirst(page, rows.first().getByRole('combobox', { name: 'Encaminhar para' }))
  await expectAccessible(page)
  await rows.first().getByRole('button', { name: 'Encaminhar: Emprego (GIP)' }).click()
  await expect(rows).toHaveCount(1)

  await rows.getByRole('button', { name: 'Atender' }).click()
  await rows.getByText('Abrir um processo ou encaminhar').click()
  await chooseFirst(page, rows.getByRole('combobox', { name: 'Abrir um processo' }))
  await rows.getByRole('button', { name: 'Abrir o processo' }).click()
  await expect(rows).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Ver o processo' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Quem fez o quê, e quando' })).toBeVisible()
})

test('an anonymous person needs no name', async ({ page }) => {
  await openDesk(page)
  await page.getByText('Pessoa anónima').click()
  await expect(page.getByLabel('Nome próprio')).toHaveCount(0)
  await choose(page, 'Assunto da visita', 'Saúde')
  await page.getByText('A informação de privacidade foi dada à pessoa').click()
  await register(page).click()
  await expect(page.getByRole('status').filter({ hasText: 'Visita registada.' })).toBeVisible()
})

test('one key makes the person anonymous, and not', async ({ page }) => {
  await openDesk(page)
  await page.getByLabel('Nome próprio').fill('Zulmira')
  await page.keyboard.press('Alt+KeyA')
  await expect(page.getByRole('checkbox', { name: 'Pessoa anónima' })).toBeChecked()
  await expect(page.getByRole('checkbox', { name: 'Pessoa anónima' })).toBeFocused()
  await expect(page.getByLabel('Nome próprio')).toHaveCount(0)
  await page.keyboard.press('Alt+KeyA')
  await expect(page.getByLabel('Nome próprio')).toHaveValue('Zulmira')
})

test('the receipt is printed by itself, and has no name', async ({ page }) => {
  await openDesk(page)
  await fillPerson(page, 'Nadiya', 'Receiptova', `NR${Date.now()}`)
  await register(page).click()
  const receipt = page.getByRole('region', { name: 'Comprovativo da visita' })
  await expect(receipt).toContainText(/Senha\d+/)
  await expect(receipt).toContainText(/LIS-\d{4}-\d+/)
  await expect(receipt).not.toContainText('Nadiya')
  await page.emulateMedia({ media: 'print' })
  await expect(receipt).toBeVisible()
  await expect(receipt.getByRole('button')).toBeHidden()
  for (const other of ['Quem espera', 'Receber uma pessoa', 'Atendimento']) {
    await expect(page.getByText(other, { exact: true }).last()).toBeHidden()
  }
  await expect(page.getByLabel('Nome próprio')).toBeHidden()
  await expect(page.getByRole('contentinfo')).toBeHidden()
})

test('a receipt is printed again from the queue', async ({ page }) => {
  await openDesk(page)
  await fillPerson(page, 'Ruslana', 'Novakova', `RN${Date.now()}`)
  await register(page).click()
  const receipt = page.getByRole('region', { name: 'Comprovativo da visita' })
  await expect(receipt.getByRole('button')).toBeEnabled()
  const first = await receipt.textContent()
  const row = await calledLast(page)
  await page.getByLabel('Nome próprio').fill('X')
  await expect(receipt).toHaveCount(0)
  await row.getByRole('button', { name: /^Comprovativo/ }).click()
  await expect(receipt.getByRole('heading')).toBeFocused()
  await expect(receipt).toHaveText(first ?? '')
  await expectAccessible(page)
})

test('a queue is called by its numbers, and who is served stands first', async ({ page }) => {
  await openDesk(page)
  const queue = page.getByRole('region', { name: 'Quem espera' })
  for (const matter of ['Saúde', 'Habitação', 'Nacionalidade', 'Língua portuguesa']) {
    await page.getByText('Pessoa anónima', { exact: true }).click()
    await choose(page, 'Assunto da visita', matter)
    await page.getByText('A informação de privacidade foi dada à pessoa').click()
    await register(page).click()
    await expect(queue.getByRole('row').last()).toContainText(matter)
  }
  await queue.getByRole('button', { name: 'Atender: Habitação' }).last().click()
  const first = queue.getByRole('rowgroup').filter({ has: page.getByRole('rowheader', { name: 'Em atendimento' }) })
  await expect(first.getByRole('row').last()).toContainText('Habitação')
  const numbers = await queue.getByRole('rowheader', { name: /^\d+$/ }).allTextContents()
  const waiting = numbers.slice(-3).map(Number)
  expect(waiting).toEqual(waiting.toSorted((a, b) => a - b))
  await page.reload()
  await expect(first.getByRole('row').last()).toContainText('Habitação')
  await picture(page, 'desk')
})

test('who came on an earlier day is under those who wait today, until it is said what became of them', async ({ page }) => {
  await openDesk(page)
  const queue = page.getByRole('region', { name: 'Quem espera' })
  const earlier = queue.getByRole('group').filter({ hasText: /^De dias anteriores/ })
  const count = async () => Number(/anteriores: (\d+)/.exec((await earlier.textContent()) ?? '')?.[1])
  const before = await count()
  expect(before).toBeGreaterThan(0)
  await expect(queue.getByRole('rowheader', { name: 'sem senha' })).toHaveCount(0)
  await earlier.getByText(/^De dias anteriores/).click()
  await expect(earlier.getByRole('row').filter({ hasText: 'Ver a pessoa' })).toHaveCount(before)
  await expectAccessible(page)
  await earlier.getByRole('button', { name: /^Foi-se embora/ }).first().click()
  await expect(queue.getByRole('button', { name: 'Anular' })).toBeFocused()
  expect(await count()).toBe(before - 1)
  await queue.getByRole('button', { name: 'Anular' }).click()
  await expect(earlier.getByRole('row').filter({ hasText: 'Ver a pessoa' })).toHaveCount(before)
})

test('a person who comes for two things has two tickets in one visit', async ({ page }) => {
  await openDesk(page)
  const rows = page.getByRole('row').filter({ hasText: /Emprego|Educação|Habitação|Saúde/ })
  const before = await rows.count()
  await page.getByText('Pessoa anónima').click()
  await choose(page, 'Assunto da visita', 'Saúde')
  await page.getByRole('button', { name: 'Juntar outro assunto' }).click()
  await page.keyboard.press('Space') // the new matter is where one goes on
  await page.getByRole('option', { name: 'Habitação', exact: true }).click()
  await page.getByRole('button', { name: 'Juntar outro assunto' }).click()
  await expectAccessible(page)
  await register(page).click() // the third has no area yet
  await expect(page.getByText('Preencha este campo.').first()).toBeVisible()
  await page.getByRole('button', { name: 'Retirar o assunto 3' }).click()
  await page.locator('label', { hasText: 'A informação de privacidade foi dada à pessoa' }).click()
  await register(page).click()
  await expect(page.getByRole('status').filter({ hasText: 'Visita registada.' })).toBeVisible()
  await expect(rows).toHaveCount(before + 2)
})

test('what is missing or wrong is said beside its field, and nothing typed is lost', async ({ page }) => {
  await openDesk(page)
  await page.getByLabel('Apelido').fill('')
  await page.getByRole('textbox', { name: 'Telefone (facultativo)' }).fill('123')
  await register(page).click()
  const beside = (label: string) => page.locator('.field').filter({ has: page.getByRole('textbox', { name: label }) })
  await expect(beside('Nome próprio')).toContainText('Escreva um nome, ou marque a pessoa como anónima.')
  await expect(beside('Telefone (facultativo)')).toContainText('Este número não existe.')
  await expect(page.getByRole('textbox', { name: 'Telefone (facultativo)' })).toHaveValue('123')
  await page.getByRole('textbox', { name: 'Ano' }).fill('2090')
  await register(page).click()
  await expect(beside('Ano').first()).toContainText('Isto ainda não aconteceu.')
  await expectAccessible(page)
})

test('what narrows a list to one line means it, and a case is of the area of its type', async ({ page }) => {
  await openDesk(page)
  const language = page.getByRole('combobox', { name: 'Língua do atendimento' })
  await language.click()
  await page.keyboard.type('ucran')
  await page.keyboard.press('Tab')
  await expect(language).toHaveValue('ucraniano')
  await language.click()
  await page.keyboard.type('cri')
  await page.keyboard.press('Enter')
  await expect(language).toHaveValue(/^crioulo/)
  await choose(page, 'Assunto da visita', 'Saúde')
  await search(page, 'Abrir já um processo', 'Renovação de autorização')
  await expect(page.getByRole('button', { name: /Assunto da visita/ })).toHaveText(/Apoio jurídico/)
})

test('who may be registered already is shown before a second record is made', async ({ page }) => {
  await openDesk(page)
  const document = `GB${Date.now()}`
  await fillPerson(page, 'Halyna', 'Shevchuk', document)
  await register(page).click()
  await expect(page.getByRole('status').filter({ hasText: 'Visita registada.' })).toBeVisible()
  await fillPerson(page, 'Galina', 'Sevcuk', document)
  await register(page).click()
  // The question is seen, and the key that sent the form, pressed again, answers nothing.
  await expect(page.getByRole('heading', { name: 'Já pode estar registada' })).toBeFocused()
  await expect(page.getByRole('heading', { name: 'Já pode estar registada' })).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.getByText('documento igual')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'É esta pessoa: Halyna' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Visita registada.' })).toBeVisible()
})

test('a visit whose answer was lost is registered once', async ({ page }) => {
  await openDesk(page)
  const rows = page.getByRole('row').filter({ hasText: 'Habitação' })
  const before = await rows.count()
  await page.getByText('Pessoa anónima').click()
  await choose(page, 'Assunto da visita', 'Habitação')
  await page.getByText('A informação de privacidade foi dada à pessoa').click()
  // The server gets it; the answer does not come back. What waits is sent by itself, as it was.
  const sent: (Buffer | null)[] = []
  await page.route('**/rpc/balcao.v1.Intake/OpenVisit', async (route) => {
    if (sent.push(route.request().postDataBuffer()) > 1) return route.continue()
    await route.fetch()
    await route.abort('connectionreset')
  })
  await register(page).click()
  await expect(page.getByRole('region', { name: 'Por enviar' })).toContainText('1 registo enviado.')
  await expect(page.getByRole('status').filter({ hasText: 'Visita registada.' })).toBeVisible()
  await expect(rows).toHaveCount(before + 1)
  expect(sent).toHaveLength(2)
  expect(sent[1]).toEqual(sent[0])
})

test('a person is found as the name is typed', async ({ page }) => {
  await openDesk(page)
  await fillPerson(page, 'Zulmira', 'Quaresmeira', `ZQ${Date.now()}`)
  await register(page).click()
  await expect(page.getByRole('status').filter({ hasText: 'Visita registada.' })).toBeVisible()
  const find = page.getByRole('textbox', { name: 'Nome, telefone, documento ou referência' })
  const hit = page.getByRole('link', { name: 'Zulmira Quaresmeira' })
  await find.pressSequentially('zul')
  await expect(hit).toBeVisible()
  await find.pressSequentially('mira quar')
  await expect(hit).toBeVisible()
  await find.pressSequentially('x')
  await expect(page.getByText('Ninguém encontrado neste centro.')).toBeVisible()
})

test('somebody who came before is received without being asked who they are', async ({ page }) => {
  await openDesk(page)
  const family = `Okonkwo${Date.now()}`
  await fillPerson(page, 'Chidi', family, `CK${Date.now()}`)
  await register(page).click()
  await expect(page.getByRole('status').filter({ hasText: 'Visita registada.' })).toBeVisible()
  await page.getByRole('textbox', { name: 'Nome, telefone, documento ou referência' }).fill('chidi okonkwo')
  await page.getByRole('link', { name: `Chidi ${family}` }).click()
  await expect(page.getByRole('heading', { name: `Chidi ${family}`, level: 1 })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Receber esta pessoa' }).click()
  await expect(page.getByText(`Já registada: Chidi ${family}`)).toBeVisible()
  await expect(page.getByLabel('Nome próprio')).toHaveCount(0)
  await expect(page).toHaveURL(/\/desk$/)
  await choose(page, 'Assunto da visita', 'Língua portuguesa')
  await page.locator('label', { hasText: 'A informação de privacidade' }).click()
  await expectAccessible(page)
  await register(page).click()
  await expect(page.getByRole('status').filter({ hasText: 'Visita registada.' })).toBeVisible()
  // The next is somebody else.
  await expect(page.getByLabel('Nome próprio')).toBeFocused()
})

test('what is being typed outlives a look at another page, and not its writer', async ({ page }) => {
  await signIn(page, 'desk.cnaim-lis')
  await page.getByLabel('Nome próprio').fill('Zulmira')
  await page.getByText('A informação de privacidade foi dada à pessoa').click()
  await page.getByRole('link', { name: 'Plano nacional' }).click()
  await expect(page.getByRole('heading', { name: 'Plano nacional' })).toBeVisible()
  await page.getByRole('link', { name: 'Atendimento' }).click()
  await expect(page.getByLabel('Nome próprio')).toHaveValue('Zulmira')
  await expect(page.getByRole('checkbox', { name: /A informação de privacidade/ })).toBeChecked()
  // The page is not read anew: what is typed is in its memory, or is not.
  for (const login of ['coordinator.cnaim-lis', 'desk.cnaim-lis']) {
    await page.getByRole('button', { name: 'Terminar sessão' }).click()
    await page.getByLabel('Utilizador').fill(login)
    await page.getByLabel('Palavra-passe').fill(PASSWORD)
    await page.getByRole('button', { name: 'Entrar' }).click()
    await expect(page.getByLabel('Nome próprio')).toHaveValue('')
  }
})

test('what a colleague does is seen at once', async ({ page, browser }) => {
  const colleague = await (await browser.newContext()).newPage()
  await openDesk(colleague)
  await openDesk(page)
  const rows = page.getByRole('row').filter({ hasText: 'Retorno voluntário' })
  const before = await rows.count()
  await colleague.getByText('Pessoa anónima').click()
  await choose(colleague, 'Assunto da visita', 'Retorno voluntário')
  await colleague.getByText('A informação de privacidade foi dada à pessoa').click()
  await register(colleague).click()
  // Sooner than anybody would have looked again.
  await expect(rows).toHaveCount(before + 1, { timeout: 3_000 })
  await colleague.close()
})
