import { expect, type Page } from '@playwright/test'

// A page as docs/screens shows it. The times of day of a run are no reason to draw it anew.
const ALIKE = { maxDiffPixelRatio: 0.01 }

export async function picture(page: Page, name: string, { whole = false } = {}): Promise<void> {
  expect(await page.screenshot({ fullPage: whole })).toMatchSnapshot(`${name}.png`, ALIKE)
}
