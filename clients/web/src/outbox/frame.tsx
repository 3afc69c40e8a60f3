// Where the outbox stands in the shell. Its work begins once the page is shown.
import { lazy, Suspense, useEffect } from 'react'
import { isUsed, type Worker } from '../app/session'
import { outbox, useOutbox } from './state'

const IDLE_WITHIN_MS = 2_000

const Panel = lazy(async () => ({ default: (await import('./panel')).Panel }))

export function Outbox({ worker }: { worker: Worker | null }) {
  const login = worker?.account.login ?? null
  useEffect(() => {
    const begin = () => void outbox().then((box) => box.belongsTo(login))
    if (login !== null || isUsed()) return begin()
    // Nothing can wait here: the door is shown first.
    const idle = requestIdleCallback(begin, { timeout: IDLE_WITHIN_MS })
    return () => cancelIdleCallback(idle)
  }, [login])
  const { mine, locked, others, sent } = useOutbox()
  if (mine.length + locked + others + sent === 0) return null
  return (
    <Suspense>
      <Panel worker={worker} />
    </Suspense>
  )
}
