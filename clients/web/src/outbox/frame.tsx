// Where the outbox stands in the shell. Its work begins once the page is shown.
import { lazy, Suspense, useEffect } from 'react'
import type { Worker } from '../app/session'
import { outbox, useOutbox } from './state'

const Panel = lazy(async () => ({ default: (await import('./panel')).Panel }))

export function Outbox({ worker }: { worker: Worker | null }) {
  const login = worker?.account.login ?? null
  useEffect(() => {
    void outbox().then((box) => box.belongsTo(login))
  }, [login])
  const { mine, locked, others, sent } = useOutbox()
  if (mine.length + locked + others + sent === 0) return null
  return (
    <Suspense>
      <Panel worker={worker} />
    </Suspense>
  )
}
