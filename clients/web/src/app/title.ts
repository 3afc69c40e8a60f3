// What a window is called: the page, and never whom it shows, since the browser keeps it.
import { useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

export function useTitle(signedIn: boolean): void {
  const { t } = useTranslation()
  const [, first = ''] = useLocation().pathname.split('/')
  const pages: Record<string, string> = {
    ...t('place', { returnObjects: true }),
    people: t('person.title'),
    cases: t('case.title'),
  }
  const page = signedIn ? pages[first] : t('sign_in.title')
  const title = page === undefined ? t('product') : `${page} · ${t('product')}`
  useEffect(() => {
    document.title = title
  }, [title])
}
