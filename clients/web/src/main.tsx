import '@fontsource-variable/noto-sans'
import './style/tokens.css'
import './style/base.css'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { I18nProvider } from 'react-aria-components'
import { createRoot } from 'react-dom/client'
import { I18nextProvider, useTranslation } from 'react-i18next'
import { router } from './app/router'
import { problemOf } from './rpc/problem'
import { reach } from './rpc/reach'
import { localeOf, words } from './words'

// What was refused is refused again; only a server that was not reached is worth another try.
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (count, error) => count < 2 && reach() !== 'away' && problemOf(error).reason === 'NO_NETWORK',
      refetchOnWindowFocus: false,
      // The browser's own belief about its network stops nothing: the call tells.
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})

function App() {
  const { i18n } = useTranslation()
  return (
    <I18nProvider locale={localeOf(i18n.language)}>
      <RouterProvider router={router} />
    </I18nProvider>
  )
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <I18nextProvider i18n={words}>
      <QueryClientProvider client={queries}>
        <App />
      </QueryClientProvider>
    </I18nextProvider>
  </StrictMode>,
)
