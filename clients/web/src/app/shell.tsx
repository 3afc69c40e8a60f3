// What stands around every work place.
import { Link, Navigate, Outlet, useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Waiting } from '../parts/notice'
import { chooseLanguage, LANGUAGES } from '../words'
import { type Place, placesOf, useSession, useSigning, useWorker } from './session'
import { PlaceKey, Shortcuts } from './shortcuts'
import { SignIn } from './sign_in'

export function Shell() {
  const { t } = useTranslation()
  const session = useSession()
  const { worker, forget } = useWorker()
  const main = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  // A new page is read from its beginning.
  const shown = useRef(pathname)
  useEffect(() => {
    if (shown.current !== pathname) main.current?.focus()
    shown.current = pathname
  }, [pathname])

  const places = session.data?.account === undefined ? [] : placesOf(session.data.account.role)
  return (
    <>
      <a className="skip" href="#content">
        {t('skip')}
      </a>
      <header className="head">
        <span className="name">{t('product')}</span>
        {places.length > 0 && <Places places={places} />}
        {places.length > 0 && <Shortcuts />}
        <LanguageChoice />
        {session.data != null && <Whoami worker={worker} onLeave={forget} />}
      </header>
      <main id="content" ref={main} tabIndex={-1}>
        <Waiting query={session} />
        {session.data === null && <SignIn worker={worker} />}
        {/* What is being typed outlives the session, unseen, until its writer is back. */}
        {worker !== '' && (
          <div key={worker} hidden={session.data == null}>
            <Outlet />
          </div>
        )}
      </main>
    </>
  )
}

function Places({ places }: { places: Place[] }) {
  const { t } = useTranslation()
  return (
    <nav aria-label={t('product')}>
      <ul>
        {places.map((place, index) => (
          <li key={place}>
            <PlaceKey place={place} index={index} />
            <Link to={`/${place}`}>{t(`place.${place}`)}</Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Whoami({ worker, onLeave }: { worker: string; onLeave: () => void }) {
  const { t } = useTranslation()
  const session = useSession()
  const { signOut } = useSigning(worker)
  const account = session.data?.account
  return (
    <div className="row">
      <span>{account?.displayName || account?.login}</span>
      <Button className="button" onPress={() => void signOut().then(onLeave)}>
        {t('sign_in.sign_out')}
      </Button>
    </div>
  )
}

function LanguageChoice() {
  const { t, i18n } = useTranslation()
  return (
    <div className="row" role="group" aria-label={t('language_of_page')}>
      {LANGUAGES.map((language) => (
        <Button
          key={language.tag}
          className="button"
          aria-pressed={language.tag === i18n.language}
          onPress={() => void chooseLanguage(language.tag)}
        >
          <span lang={language.tag}>{language.name}</span>
        </Button>
      ))}
    </div>
  )
}

export function FirstPlace() {
  const { t } = useTranslation()
  const role = useSession().data?.account?.role
  const [first] = role === undefined ? [] : placesOf(role)
  if (first === undefined) return <p>{t('no_place')}</p>
  return <Navigate to={`/${first}`} replace />
}
