import locales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  // The widgets bring words in thirty languages; the pages speak four.
  plugins: [{ ...locales.vite({ locales: ['pt-PT', 'en-US', 'uk-UA', 'ar-AE'] }), enforce: 'pre' }, react()],
  resolve: {
    alias: {
      '@gen': new URL('./gen/balcao/v1', import.meta.url).pathname,
      '@rpc': new URL('./gen/google/rpc', import.meta.url).pathname,
    },
  },
  // Nothing inline: the server's policy lets no page run or load what is not a file of ours.
  // The charts are one large file that is fetched when one is shown.
  build: { chunkSizeWarningLimit: 650, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: { '/rpc': 'http://127.0.0.1:8443' }, fs: { allow: ['.', '../../deploy/catalogue'] } },
  test: { include: ['src/**/*.test.ts', 'src/**/*.test.tsx'], environment: 'jsdom' },
})
