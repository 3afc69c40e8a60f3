// How soon the first page can be used, from an empty cache: from going there until the field for the
// login has the focus and was painted. First with the processor four times slower, then over a line of 10 Mbit/s and
// 40 ms besides. first_page.mjs URL [TIMES]
import { launch } from './browser.mjs'

const [url, times = '9'] = process.argv.slice(2)
const browser = await launch()

const index = await (await fetch(url)).text()
const named = new Set([...index.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path))

// Every run is a browser context of its own: nothing is cached.
async function visit(slower, line) {
  const context = await browser.newContext({ locale: 'pt-PT' })
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.enable')
  if (line !== null) await devtools.send('Network.emulateNetworkConditions', { offline: false, ...line })
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower })
  // Of the bodies, as they came: packed.
  const bytes = { page: 0, ahead: 0, font: 0, other: 0 }
  const kinds = new Map()
  devtools.on('Network.responseReceived', ({ requestId, type, response }) => {
    const kind = { Script: 'page', Stylesheet: 'page', Font: 'font' }[type] ?? 'other'
    // What the page itself names is needed for it; what comes after that is fetched ahead.
    kinds.set(requestId, kind === 'page' && !named.has(new URL(response.url).pathname) ? 'ahead' : kind)
  })
  devtools.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    bytes[kinds.get(requestId) ?? 'other'] += encodedDataLength
  })
  // Noted by the page itself, by its own clock.
  await page.addInitScript(() => {
    document.addEventListener('focusin', ({ target }) => {
      if (!(target instanceof HTMLInputElement)) return
      requestAnimationFrame(() => requestAnimationFrame(() => (window.usable ??= performance.now())))
    })
  })
  await page.goto(url)
  await page.waitForFunction(() => window.usable !== undefined)
  const usable = await page.evaluate(() => window.usable)
  await page.waitForLoadState('networkidle')
  const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0)
  await context.close()
  return { usable, paint, bytes }
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
const span = (values) => `${Math.min(...values).toFixed(0)} / ${median(values).toFixed(0)} / ${Math.max(...values).toFixed(0)} ms`

await visit(1, null) // the browser's own first steps
const LINE = { latency: 40, downloadThroughput: 10e6 / 8, uploadThroughput: 10e6 / 8 }
for (const [name, slower, line] of [
  ['as it is', 1, null],
  ['processor 4 times slower', 4, null],
  ['the same, 10 Mbit/s and 40 ms', 4, LINE],
]) {
  const visits = []
  for (let i = 0; i < Number(times); ++i) visits.push(await visit(slower, line))
  console.log(`${name}: usable ${span(visits.map((v) => v.usable))}; first painted ${span(visits.map((v) => v.paint))}`)
  if (line !== null || slower !== 1) continue
  const kB = (count) => `${(count / 1000).toFixed(1)} kB`
  const { page, ahead, font, other } = visits[0].bytes
  console.log(`transferred: scripts and style of the page ${kB(page)}, fetched ahead ${kB(ahead)}, fonts ${kB(font)}, the rest ${kB(other)}`)
}
await browser.close()
