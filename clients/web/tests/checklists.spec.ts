// The state's checklists for a web page; docs/accessibility.md says which line is met where.
import { expect, test, type Locator, type Page } from '@playwright/test'
import { choose, expectAccessible, search, signIn } from './steps'

async function openPlace(page: Page, login: string, heading: string): Promise<void> {
  await signIn(page, login)
  await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible()
  await expect(page.getByText('A carregar…')).toHaveCount(0)
}

async function openDesk(page: Page): Promise<void> {
  await openPlace(page, 'desk.cnaim-lis', 'Atendimento')
  await expect(page.getByText(/Ninguém espera\.|visitas? em espera/)).toBeVisible()
}

// Somebody waits, and others came on earlier days.
async function openQueue(page: Page): Promise<void> {
  await openDesk(page)
  await page.getByText('Pessoa anónima', { exact: true }).click()
  await choose(page, 'Assunto da visita', 'Saúde')
  await page.locator('label', { hasText: 'A informação de privacidade' }).click()
  await page.getByRole('button', { name: 'Registar a visita' }).click()
  await page.getByText(/^De dias anteriores/).click()
  await expect(page.getByRole('table')).toHaveCount(2)
}

// A person who is received, with a case of its own.
async function receive(page: Page): Promise<void> {
  const family = Array.from({ length: 8 }, () => String.fromCharCode(97 + Math.floor(26 * Math.random()))).join('')
  await openDesk(page)
  await page.getByLabel('Nome próprio').fill('Iryna')
  await page.getByLabel('Apelido').fill(family)
  await choose(page, 'Assunto da visita', 'Apoio jurídico')
  await search(page, 'Abrir já um processo', 'Renovação de autorização')
  await page.locator('label', { hasText: 'A informação de privacidade' }).click()
  await page.getByRole('button', { name: 'Registar a visita' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'processo aberto' })).toBeVisible()
  await page.getByRole('textbox', { name: 'Nome, telefone, documento ou referência' }).fill(family)
  await page.getByRole('link', { name: `Iryna ${family}` }).click()
  await expect(page.getByRole('heading', { name: `Iryna ${family}`, level: 1 })).toBeVisible()
}

async function openCase(page: Page): Promise<void> {
  await receive(page)
  await page.getByRole('region', { name: 'Processos' }).getByRole('link').click()
  await expect(page.getByRole('region', { name: 'Quem fez o quê, e quando' }).getByRole('row')).toHaveCount(2)
}

async function openCorrection(page: Page): Promise<void> {
  await receive(page)
  await page.getByRole('button', { name: 'Corrigir os dados' }).click()
  await page.getByRole('button', { name: 'Juntar: Telefone' }).click()
  await page.getByRole('button', { name: 'Juntar: Documento' }).click()
}

async function openTable(page: Page): Promise<void> {
  await openPlace(page, 'supervisao', 'Plano nacional')
  await page.goto('/tables?kind=matter&measure=count&by=area&from=2019-08&to=2020-07')
  await expect(page.getByRole('heading', { name: 'Assuntos tratados por área' })).toBeVisible()
  await expect(page.getByRole('table')).toBeVisible()
}

const PAGES: [string, (page: Page) => Promise<void>][] = [
  ['the door', async (page) => void (await page.goto('/'))],
  ['the desk', openDesk],
  ['the helpline', (page) => openPlace(page, 'linha.1', 'Linha de apoio')],
  ['the plan', (page) => openPlace(page, 'supervisao', 'Plano nacional')],
  ['a table', openTable],
  ['a person', receive],
  ['a case', openCase],
]

// The style is taken away from the page, and not from what a worker of its own kept of it.
test.use({ serviceWorkers: 'block' })

const visible = (found: Locator) => found.filter({ visible: true })

for (const [name, open] of PAGES) {
  test(`${name} has one first heading and skips no level`, async ({ page }) => {
    await open(page)
    await expect(page.getByRole('heading').first()).toBeVisible()
    const levels = await visible(page.locator('h1, h2, h3, h4, h5, h6')).evaluateAll((all) =>
      all.map((heading) => Number(heading.tagName.slice(1))),
    )
    expect(levels.filter((level) => level === 1)).toHaveLength(1)
    expect(levels[0]).toBe(1)
    for (const [index, level] of levels.entries()) {
      expect(level, `heading ${index}`).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1)
    }
  })

  test(`${name} can be read without its style, in the same order`, async ({ page, context }) => {
    await open(page)
    await expect(page.getByRole('heading').first()).toBeVisible()
    const wanted = await headingsAndFields(page)
    expect(wanted.length).toBeGreaterThan(2)
    await context.route(/\.css$/, (route) => route.abort())
    await page.reload()
    await expect.poll(() => headingsAndFields(page)).toEqual(wanted)
    expect(await page.evaluate(() => getComputedStyle(document.querySelector('main')!).paddingTop)).toBe('0px')
    // At the left, and nothing beside it: what is read first stands first.
    const tops = await visible(page.locator('main h1, main h2')).evaluateAll((all) =>
      all.map((heading) => heading.getBoundingClientRect()).map(({ left, top }) => ({ left, top })),
    )
    for (const [index, { left, top }] of tops.entries()) {
      expect(left).toBeLessThan(40)
      expect(top).toBeGreaterThan(tops[index - 1]?.top ?? -1)
    }
  })
}

// What a page says, in the order of its structure.
async function headingsAndFields(page: Page): Promise<string[]> {
  return visible(page.locator('main').locator('h1, h2, h3, label, legend, th, caption, button')).evaluateAll((all) =>
    all.map((part) => `${part.tagName} ${(part.textContent ?? '').replaceAll(/\s+/g, ' ').trim()}`),
  )
}

for (const [name, open] of [
  ['the desk', openQueue],
  ['the plan', PAGES[3]![1]],
  ['a table', openTable],
  ['a case', openCase],
] as const) {
  test(`${name} has tables that name their columns and their source, and none for layout`, async ({ page }) => {
    await open(page)
    await expect(page.locator('table').first()).toBeVisible()
    for (const table of await page.locator('table').all()) {
      await expect(table.locator('caption')).toContainText('Fonte: ')
      expect(await table.locator('thead th[scope=col]').count()).toBeGreaterThan(1)
      expect(await table.locator('thead td').count()).toBe(0)
    }
  })
}

test('the places stand in a list, and are reached by mouse and by keyboard', async ({ page }) => {
  await openDesk(page)
  const places = page.getByRole('navigation').getByRole('list').getByRole('listitem')
  await expect(places).toHaveText(['Atendimento', 'Plano nacional'])
  await page.getByRole('link', { name: 'Atendimento' }).focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Plano nacional', level: 1 })).toBeVisible()
  await expect(page.locator('main')).toBeFocused()
  await page.getByRole('link', { name: 'Atendimento' }).click()
  await expect(page.getByRole('heading', { name: 'Atendimento', level: 1 })).toBeVisible()
})

for (const [name, open, button] of [
  ['desk', openDesk, 'Registar a visita'],
  ['helpline', PAGES[2]![1], 'Registar a chamada'],
  ['data of a person', openCorrection, 'Guardar os dados'],
] as const) {
  test(`every field of the ${name} is named, says whether it is optional, and is reached by its label`, async ({ page }) => {
    await open(page)
    const labels = page.locator('form .field > .react-aria-Label')
    expect(await labels.count()).toBeGreaterThan(5)
    for (const label of await labels.all()) {
      const field = label.locator('..')
      const input = field.locator('input:not([type=hidden]), textarea, button.choice').first()
      const optional = (await label.textContent())?.includes('(facultativo)') === true
      const group = (await field.getAttribute('role')) === 'group'
      if (group) continue // the fields in it are asked one by one
      const required = (await field.locator('[aria-required=true], [data-required]').count()) > 0
        || (await field.getAttribute('data-required')) === 'true'
      expect(required, (await label.textContent()) ?? '').toBe(!optional)
      await label.click()
      await expect(input).toBeFocused()
    }
  })

  test(`the ${name} is filled in its order by the Tab key, in less than two screens`, async ({ page }) => {
    await open(page)
    const form = page.locator('form').filter({ has: page.getByRole('button', { name: button, exact: true }) })
    await form.locator('input, textarea, button').first().focus()
    const passed: { x: number; y: number }[] = []
    for (let i = 0; i < 40; ++i) {
      const box = await page.evaluate(() => {
        const at = document.activeElement!.getBoundingClientRect()
        return { x: at.left + scrollX, y: at.top + scrollY }
      })
      passed.push(box)
      if (await page.getByRole('button', { name: button, exact: true }).evaluate((end) => end === document.activeElement)) break
      await page.keyboard.press('Tab')
    }
    expect(passed.length).toBeGreaterThan(7)
    expect(passed.length).toBeLessThan(40)
    for (const [index, { x, y }] of passed.entries()) {
      const before = passed[index - 1]
      if (before === undefined) continue
      expect(y > before.y - 20 || x > before.x, `stop ${index}`).toBe(true)
      expect(y, `stop ${index}`).toBeGreaterThan(before.y - 60)
    }
    expect((await form.boundingBox())!.height).toBeLessThan(2 * 900)
  })
}

test('what is wrong at the desk is listed on top, leads to its fields, and is tied to them', async ({ page }) => {
  await openDesk(page)
  await page.getByRole('textbox', { name: 'Telefone (facultativo)' }).fill('123')
  await page.getByRole('textbox', { name: 'Dia' }).fill('31')
  await page.getByRole('textbox', { name: 'Mês' }).fill('2')
  await page.getByRole('textbox', { name: 'Ano' }).fill('1990')
  await page.getByRole('button', { name: 'Registar a visita' }).click()
  const list = page.getByRole('alert').getByRole('listitem')
  await expect(list).toHaveText([
    /^Nome próprio: Escreva um nome/,
    /^Data de nascimento, Ano: Esta data não existe\./,
    /^Telefone: Este número não existe\./,
    /^Assunto da visita: Preencha este campo\./,
    /^A informação de privacidade foi dada à pessoa: Preencha este campo\./,
  ])
  await expect(list.first().getByRole('link')).toBeFocused()
  await expectAccessible(page)
  await list.nth(2).getByRole('link').press('Enter')
  const phone = page.getByRole('textbox', { name: 'Telefone (facultativo)' })
  await expect(phone).toBeFocused()
  await expect(phone).toHaveAttribute('aria-invalid', 'true')
  await expect(phone).toHaveAccessibleDescription(/Este número não existe\./)
  await list.nth(4).getByRole('link').click()
  const notice = page.getByRole('checkbox', { name: 'A informação de privacidade' })
  await expect(notice).toBeFocused()
  await expect(notice).toHaveAccessibleDescription(/Preencha este campo\./)
})

test('what is wrong at the helpline is listed on top, leads to its fields, and is tied to them', async ({ page }) => {
  await PAGES[2]![1](page)
  await page.keyboard.press('Control+Enter')
  const list = page.getByRole('alert').getByRole('listitem')
  await expect(list.first()).toHaveText('Tema: Preencha este campo.')
  await expect(list.first().getByRole('link')).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  const topic = page.getByRole('combobox', { name: 'Tema' })
  await expect(topic).toBeFocused()
  await expect(topic).toHaveAccessibleDescription(/Preencha este campo\./)
})

test('a dialog takes the focus, keeps it, and gives it back', async ({ page }) => {
  await openDesk(page)
  const opener = page.getByRole('button', { name: 'Atalhos' })
  for (const close of ['Escape', 'Fechar']) {
    await opener.focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Teclas de atalho' })
    await expect(dialog.locator(':focus')).toHaveCount(1)
    for (const key of ['Tab', 'Tab', 'Tab', 'Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab']) {
      await page.keyboard.press(key)
      await expect(dialog.locator(':focus'), key).toHaveCount(1)
    }
    if (close === 'Escape') await page.keyboard.press('Escape')
    else await dialog.getByRole('button', { name: close }).click()
    await expect(dialog).toBeHidden()
    await expect(opener).toBeFocused()
  }
})

test('what is typed can be corrected until it is sent, and what was closed can be opened again', async ({ page }) => {
  await openCase(page)
  await choose(page, 'Encerrar com o resultado', 'Desistência')
  await choose(page, 'Encerrar com o resultado', 'Deferido')
  await page.getByRole('button', { name: 'Encerrar o processo' }).click()
  await page.getByLabel('Motivo para reabrir').fill('Foi por engano.')
  await page.getByRole('button', { name: 'Reabrir o processo' }).click()
  await expect(page.getByRole('region', { name: 'Situação' })).toContainText('Aberto')
})

test('the page says who runs the house and how to reach them, in the words of who does', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('contentinfo')).toContainText('como pode ser contactado')
  await expectAccessible(page)
  await page.route('**/operator.txt', (route) => route.fulfill({ status: 404 }))
  await page.reload()
  await expect(page.getByLabel('Utilizador')).toBeVisible()
  await expect(page.getByRole('contentinfo')).toHaveCount(0)
})
