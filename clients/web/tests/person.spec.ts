// What is known of a person is corrected at the desk.
import { type Browser, expect, type Page, test } from '@playwright/test'
import { picture } from './picture'
import { choose, expectAccessible, search, signIn } from './steps'

interface Somebody {
  nationality?: string
  given?: string
  family?: string
  phone: string
}

// Somebody who is received, and their page. Without a name they are anonymous.
async function receive(page: Page, somebody: Somebody): Promise<void> {
  await signIn(page, 'desk.cnaim-lis')
  await register(page, somebody)
  await openPage(page, somebody.phone)
}

async function register(page: Page, { given, family, phone, nationality }: Somebody): Promise<void> {
  if (family === undefined) {
    await page.getByText('Pessoa anónima', { exact: true }).click()
  } else {
    await page.getByLabel('Nome próprio').fill(given ?? '')
    await page.getByLabel('Apelido').fill(family)
  }
  await page.getByRole('region', { name: 'Receber uma pessoa' }).getByLabel('Telefone').fill(phone)
  if (nationality !== undefined) await search(page, 'Nacionalidade', nationality)
  await choose(page, 'Assunto da visita', 'Saúde')
  await page.getByText('A informação de privacidade foi dada à pessoa').click()
  await page.getByRole('button', { name: 'Registar a visita' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Visita registada.' })).toBeVisible()
}

async function openPage(page: Page, phone: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Nome, telefone, documento ou referência' }).fill(phone)
  await page.getByRole('region', { name: 'Procurar uma pessoa' }).getByRole('link').first().click()
  await expect(data(page)).toBeVisible()
}

const data = (page: Page) => page.getByRole('region', { name: 'Dados' })
const correct = (page: Page) => data(page).getByRole('button', { name: 'Corrigir os dados' })
const save = (page: Page) => data(page).getByRole('button', { name: 'Guardar os dados' })
const conflict = (page: Page) => page.getByRole('region', { name: 'Outra pessoa alterou estes dados entretanto' })

test('a name, a telephone and a birth date are corrected, and stay so', async ({ page }) => {
  await receive(page, { given: 'Nadia', family: 'Koroleva', phone: '+380 44 210 1001' })
  await correct(page).click()
  await expect(data(page).getByLabel('Nome próprio')).toBeFocused()
  await expectAccessible(page)
  await data(page).getByLabel('Nome próprio').fill('Nadiia')
  await data(page).getByLabel('Dia').fill('3')
  await data(page).getByLabel('Mês').fill('2')
  await data(page).getByLabel('Ano').fill('1990')
  await data(page).getByRole('button', { name: 'Juntar: Telefone' }).click()
  await expect(data(page).getByLabel('Telefone 2')).toBeFocused()
  await page.keyboard.type('912 100 100')
  await data(page).getByRole('button', { name: 'Juntar: Nacionalidade' }).click()
  await search(page, 'Nacionalidade', 'Ucrânia')
  await expectAccessible(page)
  await picture(page, 'person', { whole: true })
  await save(page).click()
  await expect(data(page).getByRole('status').filter({ hasText: 'Registado.' })).toBeVisible()
  await expect(data(page).getByRole('heading', { name: 'Dados' })).toBeFocused()
  await expect(page.getByRole('heading', { name: 'Nadiia Koroleva', level: 1 })).toBeVisible()

  await page.reload()
  await expect(page.getByRole('heading', { name: 'Nadiia Koroleva', level: 1 })).toBeVisible()
  await expect(data(page)).toContainText('1990-02-03')
  await expect(data(page)).toContainText('Ucrânia')
  await expect(data(page)).toContainText('+380 44 210 1001, 912 100 100')

  await correct(page).click()
  await data(page).getByRole('button', { name: 'Retirar: Telefone 1' }).click()
  await expect(data(page).getByRole('button', { name: 'Juntar: Telefone' })).toBeFocused()
  await save(page).click()
  await expect(data(page)).not.toContainText('+380 44 210 1001')
  await page.getByRole('link', { name: 'Atendimento' }).click()
  await openPage(page, '912100100')
  await expect(page.getByRole('heading', { name: 'Nadiia Koroleva', level: 1 })).toBeVisible()
})

test('what is refused is said beside its line, and what was typed is there on coming back', async ({ page }) => {
  await receive(page, { given: 'Vira', family: 'Stepanenko', phone: '+380 44 210 1002' })
  await correct(page).click()
  await data(page).getByLabel('Telefone').fill('12')
  await data(page).getByLabel('Ano').fill('199O')
  await data(page).getByRole('button', { name: 'Juntar: Documento' }).click()
  await expect(data(page).getByRole('button', { name: /Documento \(facultativo\)/ })).toBeFocused()
  await data(page).getByLabel('N.º do documento').fill('AB 12')
  await save(page).click()
  const alert = data(page).getByRole('alert')
  await expect(alert).toContainText('Este número não existe')
  await expect(alert).toContainText('Esta data não existe')
  await expect(data(page).getByLabel('Telefone')).toHaveAttribute('aria-invalid', 'true')
  await expect(data(page).getByRole('textbox', { name: 'Ano' })).toHaveAttribute('aria-invalid', 'true')
  await expect(alert).toContainText('Preencha este campo')
  await expectAccessible(page)

  await page.getByRole('link', { name: 'Atendimento' }).click()
  await openPage(page, '+380442101002')
  await expect(data(page).getByLabel('Telefone')).toHaveValue('12')
  await data(page).getByRole('button', { name: 'Deixar como está' }).click()
  await expect(data(page)).toContainText('+380 44 210 1002')
  await expect(data(page).getByRole('heading', { name: 'Dados' })).toBeFocused()
})

// The same person in a colleague's browser.
async function besides(page: Page, browser: Browser): Promise<Page> {
  const other = await (await browser.newContext()).newPage()
  await signIn(other, 'coordinator.cnaim-lis')
  await expect(other.getByRole('heading', { name: 'Atendimento', level: 1 })).toBeVisible()
  await other.goto(page.url())
  await expect(data(other)).toBeVisible()
  return other
}

async function rewrite(page: Page, label: string, value: string): Promise<void> {
  await correct(page).click()
  await data(page).getByLabel(label).fill(value)
}

test('two who correct the same field see both values, and other fields are merged', async ({ page, browser }) => {
  await receive(page, { given: 'Larysa', family: 'Zhdanova', phone: '+380 44 210 1003' })
  const other = await besides(page, browser)
  await rewrite(page, 'Apelido', 'Zhdanenko')
  await rewrite(other, 'Morada', 'Rua da Palma, 12')
  await save(other).click()
  await expect(data(other)).toContainText('Rua da Palma, 12')
  // Another field: both stand, and nobody is asked.
  await save(page).click()
  await expect(page.getByRole('heading', { name: 'Larysa Zhdanenko', level: 1 })).toBeVisible()
  await expect(data(page)).toContainText('Rua da Palma, 12')

  await rewrite(page, 'E-mail', 'larysa@exemplo.pt')
  await rewrite(other, 'E-mail', 'zhdanenko@exemplo.pt')
  await data(other).getByLabel('Nota').fill('Fala baixo.')
  await save(other).click()
  await expect(data(other)).toContainText('zhdanenko@exemplo.pt')
  await save(page).click()
  await expect(conflict(page).getByRole('heading')).toBeFocused()
  const row = conflict(page).getByRole('row').filter({ hasText: 'E-mail' })
  await expect(row.getByRole('cell').nth(0)).toHaveText('larysa@exemplo.pt')
  await expect(row.getByRole('cell').nth(1)).toHaveText('zhdanenko@exemplo.pt')
  await expect(conflict(page).getByRole('row').filter({ hasText: 'Nota' })).toContainText('não queria alterar')
  await expectAccessible(page)
  await conflict(page).getByRole('button', { name: 'Gravar o meu por cima' }).click()
  await expect(data(page)).toContainText('larysa@exemplo.pt')
  await expect(data(page)).toContainText('Fala baixo.')
  await other.close()
})

test('who was anonymous gives a name, and keeps what is theirs', async ({ page }) => {
  await receive(page, { phone: '+380 44 210 1004' })
  await expect(page.getByRole('heading', { name: 'Pessoa anónima', level: 1 })).toBeVisible()
  await correct(page).click()
  await expect(data(page).getByRole('button', { name: /Sexo/ })).toBeFocused()
  await expect(data(page).getByLabel('Nome próprio')).toHaveCount(0)
  await data(page).getByRole('button', { name: 'Deixar como está' }).click()
  await page.getByRole('button', { name: 'Identificar esta pessoa' }).click()
  await expect(page.getByLabel('Nome próprio')).toBeFocused()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Guardar a identidade' }).click()
  await expect(page.getByRole('alert')).toContainText('Escreva um nome')
  await page.getByLabel('Nome próprio').fill('Zoriana')
  await page.getByLabel('Apelido').fill('Hnatiuk')
  await page.getByRole('button', { name: 'Guardar a identidade' }).click()
  await expect(page.getByRole('heading', { name: 'Zoriana Hnatiuk', level: 1 })).toBeVisible()
  await expect(data(page).getByRole('heading', { name: 'Dados' })).toBeFocused()
  await expect(data(page)).toContainText('+380 44 210 1004')
})

test('who was anonymous turns out to be registered, and is asked for once more before they are one', async ({ page }) => {
  await receive(page, { given: 'Halyna', family: 'Shevchuk', phone: '+380 44 210 1005', nationality: 'Ucrânia' })
  await rewrite(page, 'Ano', '1988')
  await data(page).getByLabel('Mês').fill('5')
  await data(page).getByLabel('Dia').fill('6')
  await save(page).click()
  await expect(data(page)).toContainText('1988-05-06')
  await page.getByRole('link', { name: 'Atendimento' }).click()

  await register(page, { phone: '+380 44 210 1006', nationality: 'Ucrânia' })
  await openPage(page, '+380442101006')
  const anonymous = page.url()

  await page.getByRole('button', { name: 'Identificar esta pessoa' }).click()
  await page.getByLabel('Nome próprio').fill('Galina')
  await page.getByLabel('Apelido').fill('Shevchuk')
  await page.getByLabel('Dia').fill('6')
  await page.getByLabel('Mês').fill('5')
  await page.getByLabel('Ano').fill('1988')
  await page.getByRole('button', { name: 'Guardar a identidade' }).click()
  await expect(page.getByRole('heading', { name: 'Já pode estar registada' })).toBeFocused()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'É esta pessoa: Halyna Shevchuk' }).click()
  const question = page.getByRole('alertdialog', { name: 'Juntar à pessoa já registada?' })
  await expect(question).toContainText('passam para Halyna Shevchuk')
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Juntar', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Halyna Shevchuk', level: 1 })).toBeVisible()

  await page.goto(anonymous)
  await expect(page.getByText('Esta pessoa anónima foi identificada')).toBeVisible()
  await expect(correct(page)).toHaveCount(0)
  await page.getByRole('link', { name: 'ver a pessoa' }).click()
  await expect(page.getByRole('heading', { name: 'Halyna Shevchuk', level: 1 })).toBeVisible()
})
