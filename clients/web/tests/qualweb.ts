// QualWeb's rules (the engine behind the state's AccessMonitor) over a page as it stands. Its
// own runner wants a browser of its own; its rules are scripts, and run in ours.
import type { Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const resolve = createRequire(import.meta.url).resolve
const textOf = (name: string) => readFileSync(resolve(name), 'utf8')
const PAGE = textOf('@qualweb/qw-page')
const RULES = ['@qualweb/util', '@qualweb/locale', '@qualweb/act-rules', '@qualweb/wcag-techniques'].map(textOf)

// Every failed ACT rule and WCAG technique, one line each.
export async function qualwebFailures(page: Page): Promise<string[]> {
  if (!(await page.evaluate('"ACTRulesRunner" in window'))) {
    for (const rules of [PAGE, ...RULES]) await page.evaluate(rules)
  }
  // Some rules move the focus: it is given back. Each time begins anew, so that nothing of an
  // earlier state is kept, and leaves no mark in the page.
  // What is above the window counts as off the screen.
  await page.evaluate('window.focused = document.activeElement; window.scrolled = scrollY; scrollTo(0, 0)')
  await page.evaluate(PAGE)
  const failures = [
    ...(await page.evaluate(failuresOf, 'ACTRulesRunner')),
    ...(await page.evaluate(failuresOf, 'WCAGTechniquesRunner')),
  ]
  await page.evaluate(() => {
    const { qwPage, focused, scrolled } = window as unknown as Given
    qwPage.cleanAllElements()
    focused?.focus({ preventScroll: true })
    scrollTo(0, scrolled)
  })
  return failures
}

interface Given {
  qwPage: { cleanAllElements(): void }
  focused: HTMLElement | null
  scrolled: number
}
interface Runner {
  configure(options: object): Runner
  test(data: { sourceHtml: string }): Runner
  getReport(): { assertions: Record<string, Assertion> }
}
interface Assertion {
  code: string
  name: string
  results: { verdict: string; description: string; elements: { htmlCode?: string; pointer?: string }[] }[]
}

// Runs in the page.
function failuresOf(runner: string): string[] {
  // What a rule says that is not so, of one element.
  const wrong: Record<string, (element: Element) => boolean> = {
    // A password field has no role of ARIA's, and may have every attribute that a text field may
    // (ARIA in HTML, section 4; clause "language feature" of ACT rule 5c01ea). The rule here
    // knows attributes by role alone.
    'QW-ACT-R25': (element) => element.matches('input[type=password]'),
    // The list of a collapsed combobox is not there to be named. ARIA 1.2 asks for aria-controls
    // always, ARIA 1.3 no longer, and what ACT rule 4e8ab6 passes is an id that nothing has.
    'QW-ACT-R28': (element) => element.matches('[role=combobox][aria-expanded=false]'),
    // HTML lets a div stand between a list of descriptions and its parts; the rule does not.
    'QW-WCAG-T33': (element) => element.matches('dl > div > dt, dl > div > dd'),
    // A drawing has a measure of its own, and grows as a whole with the page (WCAG 1.4.4).
    'QW-WCAG-T28': (element) => element.matches('svg text'),
    // What stands behind a modal dialog is not to be reached (WCAG 2.1.2 is met by Escape).
    'QW-WCAG-T24': (element) => document.querySelector('[role=dialog], [role=alertdialog]')?.contains(element) === false,
    // The rule looks at the parent alone; a fieldset is in its form at any depth.
    'QW-WCAG-T3': (element) => element.closest('form') !== null && element.querySelector(':scope > legend') !== null,
  }
  const words = { translate: 'en', fallback: 'en' }
  const Rules = (window as unknown as Record<string, new (options: object, words: object) => Runner>)[runner]!
  const { assertions } = new Rules({}, words)
    .configure({})
    // Asked for its meta elements alone; the whole would carry styles that the policy refuses.
    .test({ sourceHtml: [...document.querySelectorAll('meta')].map((meta) => meta.outerHTML).join('') })
    .getReport()
  return Object.values(assertions).flatMap(({ code, name, results }) =>
    results
      .filter((result) => result.verdict === 'failed')
      .filter(({ elements }) => {
        const found = elements.map(({ pointer }) => (pointer === undefined ? null : document.querySelector(pointer)))
        return !found.every((element) => element !== null && wrong[code]?.(element) === true)
      })
      .map((result) => `${code} ${name}: ${result.description} ${result.elements.map((e) => e.htmlCode).join(' | ')}`),
  )
}
