import { expect, test } from '@playwright/test'
import { picture } from './picture'
import { choose, expectAccessible, search, signIn } from './steps'

test('a call is logged by keyboard alone, and is there the next time', async ({ page }) => {
  await signIn(page, 'linha.1')
  await expect(page.getByLabel('Número')).toBeFocused()
  await expectAccessible(page)
  const number = `96${String(Date.now()).slice(-7)}`
  await page.keyboard.type(number)
  await page.keyboard.press('Tab')
  await expect(page.getByText('Nenhum contacto anterior deste número.')).toBeVisible()
  await page.keyboard.press('Tab') // past the language, which is Portuguese
  await page.keyboard.type('Saúde')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Tema' })).toHaveValue('Saúde')
  await expect(page.getByRole('listbox')).toHaveCount(0)
  await picture(page, 'helpline')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('status').filter({ hasText: 'Chamada registada.' })).toBeVisible()
  await expect(page.getByLabel('Número')).toBeFocused()
  const earlier = page.getByRole('region', { name: 'Contactos anteriores' })
  await expect(earlier.getByRole('row')).toHaveCount(0) // they are of the caller before
  await page.keyboard.type(number)
  await page.keyboard.press('Tab')
  await expect(earlier.getByRole('row')).toHaveCount(2)
  await expectAccessible(page)
})

// At 0.28 s a key, an average typist's (Card, Moran and Newell, The Keystroke-Level Model, 1980).
const KEYS_IN_15_S = 53

test('a call with an interpreter takes less than fifteen seconds of typing', async ({ page }) => {
  let keys = 0
  async function type(text: string) {
    keys += text.length
    await page.keyboard.type(text)
  }
  async function press(...pressed: string[]) {
    for (const one of pressed) {
      keys += one.split('+').length
      await page.keyboard.press(one)
    }
  }
  const choice = (name: string) => page.getByRole('combobox', { name, exact: true })
  // A list is narrowed by its first letters, and its first line is taken.
  async function chooseBy(letters: string, name: string, chosen: string) {
    await type(letters)
    await press('ArrowDown', 'Enter')
    await expect(choice(name)).toHaveValue(chosen)
  }
  await signIn(page, 'linha.1')
  await expect(page.getByLabel('Número')).toBeFocused()
  await type(`93${String(Date.now()).slice(-7)}`)
  await press('Tab')
  await chooseBy('ucr', 'Língua', 'ucraniano')
  await press('Tab')
  await chooseBy('hab', 'Tema', 'Habitação')
  await press('Tab', 'Tab') // it was answered
  await type('6')
  await press('Tab', 'Tab', 'Enter') // no note; a stretch with an interpreter
  await chooseBy('ucr', 'Língua interpretada', 'ucraniano')
  await press('Control+Enter')
  await expect(page.getByRole('status').filter({ hasText: 'Chamada registada.' })).toBeVisible()
  expect(keys).toBeLessThanOrEqual(KEYS_IN_15_S)
})

test('nothing is typed into a list before it is there', async ({ page }) => {
  await page.route('**/ListLanguages', async (route) => {
    await new Promise((then) => setTimeout(then, 1_000))
    await route.continue()
  })
  await signIn(page, 'linha.1')
  await expect(page.getByLabel('Número')).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.type('ucr')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Língua', exact: true })).toHaveValue('ucraniano')
})

test('the key that logs a call logs it wherever the focus is, and minutes are a number', async ({ page }) => {
  await signIn(page, 'desk.cnaim-lis')
  const family = `Hlushko${Date.now()}`
  await page.getByLabel('Nome próprio').fill('Maryna')
  await page.getByLabel('Apelido').fill(family)
  await choose(page, 'Assunto da visita', 'Saúde')
  await page.getByText('A informação de privacidade foi dada à pessoa').click()
  await page.getByRole('button', { name: 'Registar a visita' }).click()
  const reference = await page.getByText(/^LIS-\d{4}-\d+-\w$/).textContent()
  await page.getByRole('button', { name: 'Terminar sessão' }).click()
  await signIn(page, 'linha.1')
  await search(page, 'Tema', 'Saúde')
  await page.getByLabel('Duração em minutos').fill('-5')
  await page.getByRole('textbox', { name: 'Ligar a uma pessoa' }).fill(reference ?? '')
  await page.getByRole('button', { name: /^É esta pessoa|^Ligar/ }).first().press('Enter')
  await expect(page.getByRole('button', { name: 'Retirar a ligação' })).toBeFocused()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('alert').getByText(/Duração em minutos/)).toBeVisible()
  await page.getByLabel('Duração em minutos').fill('5')
  await page.getByRole('button', { name: 'Retirar a ligação' }).focus()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('status').filter({ hasText: 'Chamada registada.' })).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Ligar a uma pessoa' })).toHaveValue('')
})

test('a silent call is one key, and is told from the others when the number calls again', async ({ page }) => {
  await signIn(page, 'linha.1')
  await expect(page.getByLabel('Número')).toBeFocused()
  const number = `92${String(Date.now()).slice(-7)}`
  await page.keyboard.type(number)
  await page.keyboard.press('Alt+KeyS')
  await expect(page.getByRole('status').filter({ hasText: 'Chamada registada.' })).toBeVisible()
  await page.keyboard.type(number)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('region', { name: 'Contactos anteriores' }).getByRole('row').last()).toContainText('Chamada em silêncio')
})

test('a demand is not lost to the key of a silent call, and a number is one', async ({ page }) => {
  await signIn(page, 'linha.1')
  await page.getByLabel('Número').fill('12')
  await search(page, 'Tema', 'Agendamento')
  await page.keyboard.press('Alt+KeyS')
  const list = page.getByRole('alert').getByRole('listitem')
  await expect(list).toHaveText([/^Número: Este número não existe\./, /^Tema: Uma chamada em silêncio ou abusiva não tem tema/])
  await expect(page.getByRole('combobox', { name: 'Tema' })).toHaveValue('Agendamento')
  await expectAccessible(page)
  await page.getByLabel('Número').fill('')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('status').filter({ hasText: 'Chamada registada.' })).toBeVisible()
})
