// Whether there is a network, said when it is known and when it changes.
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Worker } from '../app/session'
import { useReach } from '../rpc/reach'
import { useOutbox } from './state'

export function NetworkLine({ worker }: { worker: Worker | null }) {
  const { t } = useTranslation()
  const reach = useReach()
  const { able } = useOutbox()
  const wasAway = useRef(false)
  useEffect(() => {
    if (reach === 'away') wasAway.current = true
  }, [reach])
  const away = worker === null || able !== true ? t('outbox.away') : t('outbox.away_kept')
  const text = reach === 'away' ? away : reach === 'reached' && wasAway.current ? t('outbox.back') : ''
  return (
    <p className={reach === 'away' ? 'network away' : 'network'} role="status">
      {text}
    </p>
  )
}
