import { create, fromBinary, toBinary, type MessageInitShape } from '@bufbuild/protobuf'
import { expect, test, type Download, type Page } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import {
  QueryTableRequest_Measure,
  QueryTableRequestSchema,
  QueryTableResponseSchema,
  type QueryTableResponse,
} from '../gen/balcao/v1/statistics_pb'
import { picture } from './picture'
import { choose, expectAccessible, search, signIn } from './steps'

const YEAR = 'from=2019-08&to=2020-07'

// What the server answers without the page between.
async function ask(page: Page, request: MessageInitShape<typeof QueryTableRequestSchema>): Promise<QueryTableResponse> {
  const message = toBinary(QueryTableRequestSchema, create(QueryTableRequestSchema, request))
  const frame = Buffer.alloc(5 + message.length)
  frame.writeUInt32BE(message.length, 1)
  frame.set(message, 5)
  const answer = await page.request.post('/rpc/balcao.v1.Statistics/QueryTable', {
    headers: { 'content-type': 'application/grpc-web+proto', 'x-grpc-web': '1' },
    data: frame,
  })
  const body = await answer.body()
  return fromBinary(QueryTableResponseSchema, body.subarray(5, 5 + body.readUInt32BE(1)))
}

async function openTable(page: Page, search: string): Promise<void> {
  await signIn(page, 'supervisao')
  await expect(page.getByRole('link', { name: 'Tabelas' })).toBeVisible()
  await page.goto(`/tables?${search}`)
  await expect(page.getByRole('table')).toBeVisible()
}

// Rows of the body, as texts; the blanks between thousands are what the language has.
async function rowsOf(page: Page): Promise<string[][]> {
  const rows = await page.getByRole('table').locator('tbody tr').all()
  return Promise.all(rows.map(async (row) => (await row.locator('th, td').allTextContents()).map((text) => text.replace(/[\u00a0\u202f]/g, ''))))
}

async function contentOf(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8')
}

// What breaks the policy from now on: a widget's own style is refused when the page is opened.
function watchPolicy(page: Page): string[] {
  const broken: string[] = []
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) broken.push(message.text())
  })
  return broken
}

test('a table is chosen, agrees with the server, and stays in the address', async ({ page }) => {
  await signIn(page, 'supervisao')
  await page.getByRole('link', { name: 'Tabelas' }).click()
  await expect(page.getByRole('heading', { name: 'Tabelas', level: 1 })).toBeVisible()
  await expectAccessible(page)

  await choose(page, 'O que se conta', 'Assuntos tratados')
  await choose(page, 'Primeiro mês', 'agosto de 2019')
  await choose(page, 'Último mês', 'julho de 2020')
  await choose(page, '1.ª dimensão', 'Área')
  await page.getByRole('button', { name: 'Mostrar a tabela' }).click()
  await expect(page.getByRole('heading', { name: 'Assuntos tratados por área' })).toBeVisible()
  expect(new URL(page.url()).search).toBe(`?kind=matter&measure=count&by=area&${YEAR}`)

  const answer = await ask(page, {
    kind: 'matter',
    measure: QueryTableRequest_Measure.COUNT,
    dimensions: ['area'],
    firstMonth: '2019-08',
    lastMonth: '2020-07',
  })
  expect(answer.cells.length).toBeGreaterThan(2)
  const shown = await rowsOf(page)
  expect(shown.map((row) => Number(row[1])).sort()).toEqual(answer.cells.map((cell) => Number(cell.value)).sort())
  const legal = answer.cells.find((cell) => cell.codes[0] === 'legal')!
  expect(shown).toContainEqual(['Apoio jurídico', String(legal.value)])
  await expect(page.locator('tfoot')).toContainText(String(answer.total))
  await expect(page.getByRole('table')).toContainText('Fonte: registos da rede Balcão, agosto de 2019 a julho de 2020.')
  await expect(page.getByText('O total é arredondado por si')).toBeVisible()
  await expectAccessible(page)

  await page.reload()
  await expect(page.getByRole('table')).toBeVisible()
  expect(await rowsOf(page)).toEqual(shown)
  await expect(page.getByRole('button', { name: 'O que se conta' })).toContainText('Assuntos tratados')
})

test('two dimensions cross, with persons counted once, a filter and a chart', async ({ page }) => {
  await openTable(page, `kind=visit&measure=count&by=month&${YEAR}`)
  await choose(page, 'O que cada célula conta', 'Pessoas, cada uma uma vez')
  await choose(page, '2.ª dimensão', 'Sexo')
  await choose(page, 'Filtrar por', 'Distrito')
  await search(page, 'Distrito: acrescentar', 'Lisboa')
  await expect(page.getByRole('button', { name: 'Retirar Distrito: Lisboa' })).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Distrito: acrescentar' })).toBeFocused()
  await expect(page.getByRole('combobox', { name: 'Distrito: acrescentar' })).toHaveValue('')
  await search(page, 'Distrito: acrescentar', 'Porto')
  await page.getByRole('button', { name: 'Mostrar a tabela' }).click()
  await expect(page.getByRole('heading', { name: 'Pessoas: Visitas por mês e sexo' })).toBeVisible()
  await expect(page.getByText('Filtro: Distrito (Lisboa, Porto).')).toBeVisible()

  const answer = await ask(page, {
    kind: 'visit',
    measure: QueryTableRequest_Measure.PERSONS,
    dimensions: ['month', 'sex'],
    filters: [{ dimension: 'district', codes: ['Lisboa', 'Porto'] }],
    firstMonth: '2019-08',
    lastMonth: '2020-07',
  })
  const rows = await rowsOf(page)
  expect(rows).toHaveLength(12)
  expect(rows[0]![0]).toBe('agosto de 2019')
  const heads = await page.locator('thead tr').nth(1).locator('th').allTextContents()
  const august = answer.cells.filter((cell) => cell.codes[0] === '2019-08')
  expect(august.length).toBeGreaterThan(0)
  for (const [code, label] of [['1', 'Masculino'], ['2', 'Feminino']] as const) {
    const cell = august.find((found) => found.codes[1] === code)
    expect(Number(rows[0]![1 + heads.indexOf(label)])).toBe(Number(cell?.value ?? 0))
  }
  await expect(page.getByRole('img', { name: 'Gráfico: Pessoas: Visitas por mês e sexo' })).toBeVisible()
  await expectAccessible(page)
})

test('three dimensions are grouped by the first', async ({ page }) => {
  await openTable(page, `kind=visit&measure=count&by=district,sex,year&${YEAR}`)
  const answer = await ask(page, {
    kind: 'visit',
    measure: QueryTableRequest_Measure.COUNT,
    dimensions: ['district', 'sex', 'year'],
    firstMonth: '2019-08',
    lastMonth: '2020-07',
  })
  const groups = new Set(answer.cells.map((cell) => cell.codes[0]))
  await expect(page.locator('th[scope=rowgroup]')).toHaveCount(groups.size)
  await expect(page.locator('tbody td')).toHaveCount(answer.cells.length)
  await expect(page.getByRole('img')).toHaveCount(0)
  await expectAccessible(page)
})

test('a chart and a map stand beside their table, in light and dark, within the policy', async ({ page }) => {
  test.slow() // the whole page is looked at in five states
  await openTable(page, `kind=visit&measure=count&by=nationality&view=table&${YEAR}`)
  const broken = watchPolicy(page)
  await page.getByRole('button', { name: 'Gráfico' }).click()
  const chart = page.getByRole('img', { name: 'Gráfico: Visitas por nacionalidade' })
  await expect(chart.locator('svg')).toBeVisible()
  expect(await chart.locator('svg path').count()).toBeGreaterThan(5)
  await chart.hover({ position: { x: 300, y: 60 } })
  await picture(page, 'tables', { whole: true })
  await expectAccessible(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page)

  await choose(page, '1.ª dimensão', 'Distrito')
  await page.getByRole('button', { name: 'Mostrar a tabela' }).click()
  const map = page.getByRole('img', { name: 'Mapa: Visitas por distrito' })
  await expect(map.locator('svg')).toBeVisible()
  expect(await map.locator('svg path').count()).toBeGreaterThanOrEqual(22) // places and boxes
  await expectAccessible(page)
  await page.emulateMedia({ colorScheme: 'light' })
  await expect(map.locator('svg')).toBeVisible()
  await expectAccessible(page)
  await map.hover()
  await picture(page, 'map', { whole: true })

  // Every district has its row; the key tells the steps in words.
  expect((await rowsOf(page)).map((row) => row[0])).toContain('Região Autónoma dos Açores')
  expect(await rowsOf(page)).toHaveLength(20)
  await expect(page.getByRole('list', { name: 'Legenda do mapa' }).getByRole('listitem').first()).toContainText('0')
  await page.getByRole('button', { name: 'Gráfico' }).click()
  await expect(page.getByRole('img', { name: 'Gráfico: Visitas por distrito' })).toBeVisible()
  expect(page.url()).toContain('view=chart')
  await page.getByRole('button', { name: 'Só a tabela' }).click()
  await expect(page.getByRole('img')).toHaveCount(0)
  await expectAccessible(page)
  expect(broken).toEqual([])
})

test('a table leaves as a file that says what is on the screen', async ({ page }) => {
  await openTable(page, `kind=visit&measure=count&by=district&view=table&${YEAR}`)
  const rows = await rowsOf(page)
  const [csv] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Descarregar CSV' }).click()])
  expect(csv.suggestedFilename()).toBe('balcao-visitas-por-distrito-2019-08-2020-07.csv')
  await expect(page.getByText('Ficheiro descarregado: balcao-visitas')).toBeVisible()
  const text = await contentOf(csv)
  expect(text.startsWith('\uFEFFDistrito;Visitas\r\n')).toBe(true)
  const lines = text.trim().split('\r\n').slice(1)
  expect(lines.slice(0, -1)).toEqual(rows.map((row) => row.join(';')))
  expect(lines.at(-1)).toMatch(/^Total;\d+$/)

  const [json] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Descarregar JSON' }).click()])
  const file = JSON.parse(await contentOf(json))
  expect(file.request).toMatchObject({ kind: 'visit', dimensions: ['district'], firstMonth: '2019-08', lastMonth: '2020-07' })
  expect(file.months).toHaveLength(12)
  expect(file.protection).toContain('multiple of 5')
  expect(file.cells.map((cell: { value: number }) => cell.value).sort()).toEqual(rows.map((row) => Number(row[1])).filter((value) => value > 0).sort())
  await expectAccessible(page)
})

test('months in the wrong order are said beside their field, and nothing is asked', async ({ page }) => {
  await openTable(page, `kind=visit&measure=count&by=district&${YEAR}`)
  await choose(page, 'Último mês', 'fevereiro de 2019')
  await page.getByRole('button', { name: 'Mostrar a tabela' }).click()
  await expect(page.getByText('É anterior ao primeiro mês.')).toBeVisible()
  expect(page.url()).toContain('to=2020-07')
  await expectAccessible(page)
})

test('what the server refuses is said, whoever wrote the address', async ({ page }) => {
  await openTable(page, `kind=visit&measure=count&by=district&${YEAR}`)
  await page.goto('/tables?kind=visit&measure=count&by=district&from=2019-08&to=2030-01')
  await expect(page.getByRole('alert')).toContainText('um mês que ainda não foi fechado')
  await page.goto(`/tables?kind=visit&measure=count&by=month&where=district:Atlantis&${YEAR}`)
  await expect(page.getByRole('alert')).toContainText('por corrigir')
  await expectAccessible(page)
})

test('the page speaks English, and so do codes and numbers', async ({ page }) => {
  await openTable(page, `kind=call&measure=count&by=topic,month&${YEAR}`)
  await page.getByRole('combobox', { name: 'Idioma da página' }).selectOption('English')
  await expect(page.getByRole('heading', { name: 'Calls by topic and month' })).toBeVisible()
  await expect(page.getByRole('columnheader', { name: 'August 2019' })).toBeVisible()
  await expect(page.getByRole('rowheader', { name: 'Validity and regularisation of documents' })).toBeVisible()
  await expectAccessible(page)
})

test('who may pull no table finds no place for it', async ({ page }) => {
  await signIn(page, 'focal.acm')
  await expect(page.getByRole('heading', { name: 'Plano nacional', level: 1 })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Tabelas' })).toHaveCount(0)
  await page.goto(`/tables?kind=visit&measure=count&by=district&${YEAR}`)
  await expect(page.getByRole('alert')).toContainText('A sua função não permite esta ação.')
})
