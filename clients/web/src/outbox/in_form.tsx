// What a form shows of the outbox.
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useWorker } from '../app/session'
import { OpenKeys } from './password_form'

// Asks for the password where there is no other way to keep what was typed.
export function KeepHere({ locked, onOpened }: { locked: boolean; onOpened: () => void }) {
  const { t } = useTranslation()
  const worker = useWorker()
  if (!locked || worker === null) return null
  return (
    <div className="notice">
      <p role="alert">{t('outbox.to_keep')}</p>
      <OpenKeys worker={worker} act={t('outbox.keep_act')} onOpened={onOpened} />
    </div>
  )
}

interface MendingProps {
  sending: { mended: object | null; asks: boolean; accept: () => void; end: () => void; decline: () => void }
  onStop: () => void
}

// That a refused entry is back in the form, or waits for it to be free.
export function Mending({ sending, onStop }: MendingProps) {
  const { t } = useTranslation()
  if (sending.asks) {
    return (
      <div className="notice">
        <p role="alert">{t('outbox.mend_asks')}</p>
        <div className="row">
          <Button className="button second" onPress={sending.accept}>
            {t('outbox.mend_swap')}
          </Button>
          <Button className="button" onPress={sending.decline}>
            {t('outbox.mend_stay')}
          </Button>
        </div>
      </div>
    )
  }
  if (sending.mended === null) return null
  return (
    <div className="notice row">
      <p role="status">{t('outbox.mending')}</p>
      <Button className="button second" onPress={onStop}>
        {t('outbox.mend_stop')}
      </Button>
    </div>
  )
}
