// What stands around every work place.
import { Link, Navigate, Outlet, useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Outbox } from '../outbox/frame'
import { NetworkLine } from '../outbox/network_line'
import { Keeper } from '../parts/kept'
import { Waiting } from '../parts/notice'
import { mayWait } from '../rpc/problem'
import { useReach } from '../rpc/reach'
import { chooseLanguage, LANGUAGES } from '../words'
import { Operator } from './operator'
import { useProbe } from './probe'
import { type Place, placesOf, useEndOfSession, useSession, useWorker, type Worker } from './session'
import { PlaceKey, Shortcuts } from './shortcuts'
import { SignIn } from './sign_in'
import { SignOut } from './sign_out'
import { useTitle } from './title'
import { NewVersion } from './version'

export function Shell() {
  const { t } = useTranslation()
  useProbe()
  useEndOfSession()
  const main = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  // A new page is read from its beginning.
  const shown = useRef(pathname)
  useEffect(() => {
    if (shown.current !== pathname) main.current?.focus()
    shown.current = pathname
  }, [pathname])

  const worker = useWorker()
  useTitle(worker !== null)
  const places = worker === null ? [] : placesOf(worker.account.role)
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
        {worker !== null && <Whoami worker={worker} />}
      </header>
      <NetworkLine worker={worker} />
      <main id="content" ref={main} tabIndex={-1}>
        <Inside worker={worker} />
      </main>
      <Operator />
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

// The door, or the work place of who came in; of another person's, nothing stays.
function Inside({ worker }: { worker: Worker | null }) {
  const session = useSession()
  const reach = useReach()
  const ended = worker !== null && !worker.known && reach === 'reached' && session.data === null
  const door = session.data === null || (session.isError && mayWait(session.error))
  return (
    <>
      <NewVersion />
      <Outbox worker={worker} />
      {worker === null && door && <SignIn />}
      {worker === null && !door && <Waiting query={session} />}
      {ended && <SignIn back={worker.account} />}
      {/* What is being typed outlives the session, unseen, until its writer is back. */}
      {worker !== null && (
        <Keeper key={worker.account.name}>
          <div hidden={ended}>
            <Outlet />
          </div>
        </Keeper>
      )}
    </>
  )
}

function Whoami({ worker }: { worker: Worker }) {
  const { account } = worker
  return (
    <div className="row">
      <span>{account.displayName || account.login}</span>
      <SignOut />
    </div>
  )
}

function LanguageChoice() {
  const { t, i18n } = useTranslation()
  return (
    <select
      className="language"
      aria-label={t('language_of_page')}
      value={i18n.language}
      onChange={(event) => void chooseLanguage(event.target.value)}
    >
      {LANGUAGES.map((language) => (
        <option key={language.tag} value={language.tag} lang={language.tag}>
          {language.name}
        </option>
      ))}
    </select>
  )
}

export function FirstPlace() {
  const { t } = useTranslation()
  const role = useWorker()?.account.role
  const [first] = role === undefined ? [] : placesOf(role)
  if (first === undefined) return <p>{t('no_place')}</p>
  return <Navigate to={`/${first}`} replace />
}
