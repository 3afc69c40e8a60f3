// Whether there is a network, said when it is known and when it changes.
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Worker } from '../app/session'
import { type Reach, useReach } from '../rpc/reach'
import { useOutbox } from './state'

export function NetworkLine({ worker }: { worker: Worker | null }) {
  const { t } = useTranslation()
  const reach = useReach()
  const { able } = useOutbox()
  const back = useBack(reach)
  const away = worker === null || able !== true ? t('outbox.away') : t('outbox.away_kept')
  const text = reach === 'away' ? away : back ? t('outbox.back') : ''
  return (
    <p className={reach === 'away' ? 'network away' : 'network'} role="status">
      {text}
    </p>
  )
}

const NEWS_MS = 20_000

// That the network is there again is news for a while.
function useBack(reach: Reach): boolean {
  const wasAway = useRef(false)
  const [back, setBack] = useState(false)
  useEffect(() => {
    setBack(reach === 'reached' && wasAway.current)
    wasAway.current = reach === 'away'
    if (reach !== 'reached') return
    const over = setTimeout(() => setBack(false), NEWS_MS)
    return () => clearTimeout(over)
  }, [reach])
  return back
}
