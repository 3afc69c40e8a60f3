// Debian's Chromium, as the browser tests start it.
import { createRequire } from 'node:module'

const { chromium } = createRequire(new URL('../../../clients/web/', import.meta.url))('@playwright/test')

export function launch() {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
}
