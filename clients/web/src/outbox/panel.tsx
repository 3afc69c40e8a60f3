// What waits to be sent, told to who wrote it; to anybody else, only that there is something.
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type Worker, useSigning } from '../app/session'
import { problemText } from '../parts/notice'
import { isSignedOut } from '../rpc/problem'
import { useReach } from '../rpc/reach'
import { Line } from './line'
import type { Entry } from './outbox'
import { OpenKeys, PasswordForm } from './password_form'
import { outbox, show, type Shown, useOutbox } from './state'

export function Panel({ worker }: { worker: Worker | null }) {
  const { t } = useTranslation()
  const shown = useOutbox()
  return (
    <section className="card outbox" aria-labelledby="outbox">
      <h2 id="outbox">{t('outbox.title')}</h2>
      <p role="status">{useSummary(shown)}</p>
      <Stuck shown={shown} worker={worker} />
      {shown.mine.length > 0 && (
        <ul className="plain">
          {shown.mine.map((entry) => (
            <li key={entry.id}>
              <MyLine entry={entry} />
            </li>
          ))}
        </ul>
      )}
      {worker !== null && shown.locked > 0 && <Sealed worker={worker} shown={shown} />}
      {shown.others > 0 && <p>{t(worker === null ? 'outbox.sealed' : 'outbox.others', { count: shown.others })}</p>}
      {shown.mine.length > 0 && shown.safe === false && <p className="quiet">{t('outbox.not_safe')}</p>}
    </section>
  )
}

function useSummary({ mine, sent }: Shown): string {
  const { t } = useTranslation()
  const refused = mine.filter((entry) => entry.state === 'refused').length
  const parts = [
    { count: mine.length - refused, text: t('outbox.count_waiting', { count: mine.length - refused }) },
    { count: refused, text: t('outbox.count_refused', { count: refused }) },
    { count: sent, text: t('outbox.count_sent', { count: sent }) },
  ]
  return parts
    .filter((part) => part.count > 0)
    .map((part) => part.text)
    .join(' ')
}

// Why nothing moves although the server is there.
function Stuck({ shown, worker }: { shown: Shown; worker: Worker | null }) {
  const { t } = useTranslation()
  const { signIn } = useSigning()
  const reach = useReach()
  if (shown.stuck === null || reach !== 'reached' || worker === null || !shown.open) return null
  const { text, words } = problemText(t, shown.stuck)
  const nobody = isSignedOut(shown.stuck)
  return (
    <>
      <p>
        {t('outbox.stuck')} <span lang={words ? undefined : 'pt'}>{text}</span>
      </p>
      {nobody && worker.known && (
        <PasswordForm
          label={t('sign_in.password')}
          act={t('sign_in.submit')}
          open={(password) => signIn(worker.account.login, password).then(() => true)}
        />
      )}
    </>
  )
}

// What was sealed with the password of today opens with it; the rest, with an earlier one.
function Sealed({ worker, shown }: { worker: Worker; shown: Shown }) {
  const { t } = useTranslation()
  const asked = useReach() === 'reached' && !worker.known // by the form to sign in again
  if (!shown.open) {
    return (
      <>
        <p>{t('outbox.locked', { count: shown.locked })}</p>
        {!asked && <OpenKeys worker={worker} act={t('outbox.open_act')} />}
      </>
    )
  }
  return (
    <>
      <p>{t('outbox.earlier', { count: shown.locked })}</p>
      <PasswordForm
        label={t('outbox.earlier_password')}
        act={t('outbox.open_act')}
        open={async (password) => (await outbox()).openEarlier(password)}
      />
    </>
  )
}

function MyLine({ entry }: { entry: Entry }) {
  const { mending } = useOutbox()
  const navigate = useNavigate()
  return (
    <Line
      entry={entry}
      mending={mending?.id === entry.id}
      onMend={() => {
        show({ mending: entry })
        void navigate({ to: entry.content?.method === 'LogCall' ? '/helpline' : '/desk' })
      }}
      onAgain={() => void outbox().then((box) => box.again(entry.id))}
      onDiscard={() => void outbox().then((box) => box.discard(entry.id))}
    />
  )
}
