import { expect, test } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { picture } from './picture'
import { choose, expectAccessible, signIn } from './steps'

test('the plan is looked at by axis, measure and figure', async ({ page }) => {
  await signIn(page, 'supervisao')
  await expect(page.getByRole('heading', { name: 'Medidas: Todos os eixos (97)' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Números do relatório' }).getByRole('row')).toHaveCount(51)
  await expectAccessible(page)
  await picture(page, 'plan')
  // What the report says as a minimum is reached or not, and confirms nothing.
  const floors = page.getByRole('row').filter({ hasText: 'pelo menos' })
  expect(await floors.count()).toBeGreaterThan(0)
  for (const floor of await floors.all()) await expect(floor).toContainText(/Atinge o mínimo|Abaixo do mínimo/)
  await page.getByLabel('Procurar uma medida').fill('traducao telef')
  await expect(page.getByRole('status').filter({ hasText: '1 medida encontrada' })).toBeVisible()
  await expect(page.locator('.measure')).toHaveText(/^PN-15\.02\. /)
  await page.getByLabel('Procurar uma medida').fill('')
  await page.getByRole('button', { name: 'Mostrar as medidas do eixo 5' }).click()
  await expect(page.getByRole('heading', { name: 'Medidas: Eixo 5 (8)' })).toBeVisible()
  await expect(page.locator('.measure')).toHaveCount(8)
})

test('a measure opens and tells who leads it, by name, and what shows its stage', async ({ page }) => {
  test.slow() // the page is long, and looked at twice
  await signIn(page, 'supervisao')
  await expect(page.locator('.measure')).toHaveCount(97)
  // One that was reported on, so that it has evidence.
  const measure = page.locator('.measure').filter({ hasText: 'Concluída' }).first()
  await measure.locator('summary').click()
  const facts = measure.locator('dl')
  await expect(facts).toContainText('Área responsável')
  await expect(facts.locator('div').filter({ hasText: 'Institutos' }).locator('dd')).toContainText(/[a-zç]{5}/)
  await expect(facts.locator('div').filter({ hasText: 'O que o mostra' }).locator('dd')).not.toHaveText('—')
  await expect(facts.locator('div').filter({ hasText: 'Fase alterada em' }).locator('dd')).toContainText(/20\d\d/)
  await expectAccessible(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page)
})

test('how a figure went is seen beside it, and opens as a chart with its table', async ({ page }) => {
  test.slow() // the page is long, and looked at twice
  await signIn(page, 'supervisao')
  const row = page.getByRole('region', { name: 'Números do relatório' }).getByRole('row', { name: /chamadas atendidas pela Linha/ })
  await row.getByRole('button', { name: /^Evolução: chamadas atendidas/ }).press('Enter')
  const dialog = page.getByRole('dialog', { name: /chamadas atendidas pela Linha/ })
  await expect(dialog.getByText('Em cada mês fechado, arredondado a múltiplos de 5.')).toBeVisible()
  await expect(dialog.locator('figure svg')).toBeVisible()
  const first = dialog.getByRole('row').filter({ hasText: 'agosto de 2019' })
  const value = (await first.getByRole('cell').textContent()) ?? ''
  expect(Number(value.replace(/\D/g, '')) % 5).toBe(0)
  expect(Number(value.replace(/\D/g, ''))).toBeGreaterThan(0)
  await expectAccessible(page)
  await picture(page, 'trend')
  await page.keyboard.press('Escape')
  await expect(row.getByRole('button', { name: /^Evolução/ })).toBeFocused()
})

test('a measure shows the figures that it moves', async ({ page }) => {
  await signIn(page, 'supervisao')
  const measure = page.locator('.measure').filter({ hasText: 'PN-15.01' })
  await measure.locator('summary').click()
  await expect(measure.getByRole('listitem')).toContainText(/chamadas atendidas pela Linha.*60.?711/)
  await measure.getByRole('button', { name: /^Evolução/ }).click()
  await expect(page.getByRole('dialog').getByRole('row')).not.toHaveCount(0)
})

test('figures and measures leave as files', async ({ page }) => {
  await signIn(page, 'supervisao')
  const [figures] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Descarregar CSV: Números do relatório' }).click(),
  ])
  const lines = (await readFile(await figures.path(), 'utf8')).trim().split('\r\n')
  expect(lines).toHaveLength(51)
  expect(lines[1]).toContain('F001;0;o plano nacional organiza-se em cinco eixos')
  const [measures] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Descarregar JSON: Medidas' }).click(),
  ])
  const file = JSON.parse(await readFile(await measures.path(), 'utf8'))
  expect(file.measures).toHaveLength(97)
  expect(file.measures[0]).toHaveProperty('leadArea')
})

test('a month is closed provisionally, then for good, by who may', async ({ page }) => {
  test.slow() // the page is long, and looked at twice
  await signIn(page, 'supervisao')
  const months = page.getByRole('region', { name: 'Fecho dos meses' })
  await expect(months.getByRole('rowheader').first()).toHaveText('outubro de 2020')
  await expect(months.getByRole('button', { name: 'Mês por fechar' })).toContainText('novembro de 2020')

  await months.getByRole('button', { name: 'Fechar provisoriamente' }).click()
  await expect(months.getByRole('heading', { name: 'Fechar provisoriamente novembro de 2020?' })).toBeFocused()
  await expectAccessible(page)
  await months.getByRole('button', { name: 'Cancelar' }).click()
  await expect(months.getByRole('rowheader').first()).toHaveText('outubro de 2020')
  await months.getByRole('button', { name: 'Fechar provisoriamente' }).click()
  await months.getByRole('button', { name: 'Fechar provisoriamente' }).click()
  await expect(months.getByRole('status')).toHaveText('Fechado provisoriamente: novembro de 2020.')
  const row = months.getByRole('row').filter({ hasText: 'novembro de 2020' })
  await expect(row).toContainText('Provisório')

  await row.getByRole('button', { name: 'Fechar definitivamente' }).click()
  await expect(months.locator('.notice.bad').getByText('Isto não pode ser desfeito.')).toBeVisible()
  await months.getByRole('button', { name: 'Fechar definitivamente' }).click()
  await expect(months.getByRole('status')).toHaveText('Fechado definitivamente: novembro de 2020.')
  await expect(row).toContainText('Definitivo')
  await expect(row.getByRole('button')).toHaveCount(0)
  await expect(months.getByRole('button', { name: 'Mês por fechar' })).toContainText('dezembro de 2020')
  await expectAccessible(page)
})

test('a month that somebody else closed meanwhile is refused with the reason', async ({ page, browser }) => {
  await signIn(page, 'supervisao')
  const months = page.getByRole('region', { name: 'Fecho dos meses' })
  await expect(months.getByRole('button', { name: 'Mês por fechar' })).toBeVisible()
  const colleague = await (await browser.newContext()).newPage()
  await signIn(colleague, 'supervisao')
  for (const one of [colleague, page]) {
    const region = one.getByRole('region', { name: 'Fecho dos meses' })
    await choose(one, 'Mês por fechar', 'março de 2021')
    await region.getByRole('button', { name: 'Fechar provisoriamente' }).click()
    await region.getByRole('button', { name: 'Fechar provisoriamente' }).click()
    if (one === colleague) await expect(region.getByRole('status')).toBeVisible()
  }
  await expect(months.getByRole('alert')).toContainText('O mês já foi fechado.')
  await expectAccessible(page)
  await colleague.close()
})

test('a focal point reports the stage of a measure of its institute', async ({ page }) => {
  await signIn(page, 'focal.acm')
  await page.getByText('Só as medidas do meu instituto').click()
  const measure = page.locator('.measure').filter({ hasText: 'PN-15.01' })
  await measure.locator('summary').click()
  const form = measure.getByRole('form', { name: 'Comunicar a fase' })
  await form.getByRole('button', { name: 'Comunicar' }).click()
  await expect(measure.getByRole('alert')).toContainText('Fase: Preencha este campo.')
  await expectAccessible(page)
  await choose(page, 'Fase', 'Em curso')
  await form.getByLabel('O que o mostra').fill('Relatório mensal da linha')
  await form.getByRole('button', { name: 'Comunicar' }).click()
  await expect(form.getByRole('status')).toHaveText('A fase ficou registada.')
  await expect(measure.locator('dl')).toContainText('Relatório mensal da linha')
})

test('a measure of another institute has no form', async ({ page }) => {
  await signIn(page, 'focal.acm')
  const measure = page.locator('.measure').filter({ hasText: 'PN-01.03' })
  await measure.locator('summary').click()
  await expect(measure.locator('dl')).toBeVisible()
  await expect(measure.getByRole('form')).toHaveCount(0)
})

test('a focal point types the value of a figure, and its trend shows it', async ({ page }) => {
  test.slow() // the page is long, and looked at twice
  await signIn(page, 'focal.acm')
  const figures = page.getByRole('region', { name: 'Números do relatório' })
  const row = figures.getByRole('row').filter({ has: page.getByRole('button', { name: /^Escrever o valor/ }) }).first()
  await row.getByRole('button', { name: /^Escrever o valor/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Valor até ao fim do mês').fill('doze')
  await dialog.getByRole('button', { name: 'Registar o valor' }).click()
  await expect(dialog.getByRole('alert')).toContainText('Escreva um número inteiro.')
  await expectAccessible(page)
  await dialog.getByLabel('Valor até ao fim do mês').fill('4 321')
  await dialog.getByLabel('De onde vem o valor').fill('Relatório mensal')
  await dialog.getByRole('button', { name: 'Registar o valor' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(row.getByRole('status')).toHaveText(/^Registado: /)
  await expect(row).toContainText(/4.?321 \(escrito por um ponto focal\)/)
  await expect(row.getByRole('button', { name: /^Escrever o valor/ })).toBeFocused()
})

test('who may not close months is not asked to', async ({ page }) => {
  await signIn(page, 'focal.acm')
  await expect(page.getByRole('region', { name: 'Números do relatório' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Fecho dos meses' })).toHaveCount(0)
})
