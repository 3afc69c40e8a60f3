import { defineConfig } from '@playwright/test'

const PORT = Number(process.env.BALCAO_WEB_PORT ?? 18443)
// Where a proxy stands before the server, if one does.
const PROXY = process.env.BALCAO_WEB_URL

// Against the real server, over a store of its own with a small country in it. The browser is
// Debian's: none is downloaded.
export default defineConfig({
  testDir: 'tests',
  testIgnore: PROXY === undefined ? 'proxy.spec.ts' : [],
  workers: 1,
  timeout: 60_000,
  reporter: [['list']],
  // The pictures of docs/screens: one that shows something else is drawn anew.
  snapshotPathTemplate: '../../docs/screens/{arg}{ext}',
  updateSnapshots: 'changed',
  outputDir: `/tmp/balcao-playwright-${PORT}`,
  use: {
    baseURL: PROXY ?? `http://127.0.0.1:${PORT}`,
    ignoreHTTPSErrors: PROXY !== undefined, // its certificate is of the moment
    viewport: { width: 1280, height: 900 },
    locale: 'pt-PT',
    timezoneId: 'Europe/Lisbon',
    launchOptions: {
      executablePath: '/usr/bin/chromium',
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: `tests/serve.sh ${PORT}`,
    url: `http://127.0.0.1:${PORT}/ready.txt`,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
})
