import locales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig } from 'vitest/config'

// What opens without a network: the shell, its pages and the letters of Portuguese. Charts and other
// alphabets are not fetched ahead. Nothing under /rpc is ever kept: what is read of a person stays
// in the page's memory.
const offline = VitePWA({
  registerType: 'prompt',
  injectRegister: null, // app/version.tsx does: a page is never reloaded by itself
  manifest: {
    id: '/',
    name: 'Balcão',
    short_name: 'Balcão',
    description: 'Rede de apoio à integração de migrantes',
    lang: 'pt-PT',
    display: 'standalone',
    start_url: '/',
    background_color: '#f7f8fa',
    theme_color: '#021c51',
    icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
  },
  includeManifestIcons: false,
  workbox: {
    globPatterns: ['**/*.{html,js,css,svg}', 'assets/noto-sans-latin-{wght,ext-wght}-normal-*.woff2'],
    globIgnores: ['**/*chart*.js'],
    navigateFallback: '/index.html',
    navigateFallbackDenylist: [/^\/rpc/],
    clientsClaim: true,
    cleanupOutdatedCaches: true,
    runtimeCaching: [
      {
        urlPattern: /\/assets\/[^/]+\.woff2$/,
        handler: 'CacheFirst',
        options: { cacheName: 'letters', expiration: { maxEntries: 20 } },
      },
    ],
  },
})

export default defineConfig({
  // The widgets bring words in thirty languages; the pages speak four.
  plugins: [{ ...locales.vite({ locales: ['pt-PT', 'en-US', 'uk-UA', 'ar-AE'] }), enforce: 'pre' }, react(), offline],
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
