// How soon a search answers a letter: from the key to the list that was painted. Types the names of
// people who are there, one letter after another's answer. search.mjs URL [NAMES]
import { launch } from './browser.mjs'

const [url, names = '20'] = process.argv.slice(2)
const browser = await launch()
const page = await browser.newPage({ locale: 'pt-PT' })
await page.goto(url)
await page.getByLabel('Utilizador').fill('desk.cnaim-lis')
await page.getByLabel('Palavra-passe').fill('balcao-demo-2020')
await page.getByRole('button', { name: 'Entrar' }).click()
const find = page.getByRole('textbox', { name: 'Nome, telefone, documento ou referência' })
await find.waitFor()

// Noted by the page itself: when a key went down, and when the answer to it was painted.
await page.evaluate(() => {
  window.answers = []
  const card = document.getElementById('find').parentElement
  const status = card.querySelector('[role=status]')
  let key = 0
  card.addEventListener('keydown', () => (key = performance.now()), true)
  // The count is taken away with the letter and comes back with its answer.
  new MutationObserver(() => {
    if (key === 0 || status.textContent === '') return
    const since = key
    key = 0
    requestAnimationFrame(() => setTimeout(() => window.answers.push(performance.now() - since)))
  }).observe(card, { subtree: true, childList: true, characterData: true })
})

async function type(text) {
  await find.fill('')
  for (const [index, letter] of [...text].entries()) {
    const before = await page.evaluate(() => window.answers.length)
    await find.press(letter === ' ' ? 'Space' : letter)
    if (index < 2 || letter === ' ') continue // fewer than three letters ask nothing, nor does a blank
    await page.waitForFunction((count) => window.answers.length > count, before, { polling: 10, timeout: 10_000 })
    letters.push({ index, ms: await page.evaluate((count) => window.answers[count], before) })
  }
}
const letters = []

// Names that are there: those that a beginning finds, of the syllables that the load makes names of.
await type('bad')
const links = await page.locator('section:has(#find) li a').allTextContents()
letters.length = 0
for (let i = 0; i < Number(names); ++i) await type(links[i % links.length].toLowerCase())
const all = letters.map(({ ms }) => ms).toSorted((a, b) => a - b)
const at = (share) => all[Math.min(all.length - 1, Math.floor(share * all.length))].toFixed(1)
console.log(`${all.length} letters: median ${at(0.5)} ms, 95 % ${at(0.95)} ms, 99 % ${at(0.99)} ms, longest ${at(1)} ms`)
const late = letters.filter(({ ms }) => ms > 50).map(({ index, ms }) => `letter ${index + 1}: ${ms.toFixed(1)} ms`)
console.log(`longer than 50 ms: ${late.length}${late.length > 0 ? `, ${late.join(', ')}` : ''}`)
await browser.close()
