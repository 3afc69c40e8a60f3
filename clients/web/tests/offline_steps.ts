// What the tests of work without a network do.
import { expect, type Page } from '@playwright/test'
import { choose, PASSWORD, signIn } from './steps'

export const waiting = (page: Page) => page.getByRole('region', { name: 'Por enviar' })
export const register = (page: Page) => page.getByRole('button', { name: 'Registar a visita' })
export const queued = (page: Page, matter: string) =>
  page.getByRole('region', { name: 'Quem espera' }).getByRole('row').filter({ hasText: matter })

// Signed in, with everything there that is needed when the network goes.
export async function readyFor(page: Page, login: string, heading: string): Promise<void> {
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

export function sealedRows(page: Page, table: string): Promise<number> {
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

export async function unlock(page: Page, login: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('Utilizador').fill(login)
  await page.getByLabel('Palavra-passe').fill(password)
  await page.getByRole('button', { name: 'Entrar sem rede' }).click()
}

export async function fillVisit(page: Page, given: string, family: string, matter: string): Promise<void> {
  await page.getByLabel('Nome próprio').fill(given)
  await page.getByLabel('Apelido').fill(family)
  await choose(page, 'Assunto da visita', matter)
  await page.getByText('A informação de privacidade foi dada à pessoa').click()
}

// Everything that a page can read of what its browser keeps, as bytes.
export async function everythingKept(page: Page): Promise<string> {
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
