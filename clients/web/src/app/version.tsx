// A newer build of the pages is told of, and waits: a page that is reloaded by itself would lose
// what somebody is typing in it.
import { useEffect, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'

const LOOK_EVERY_MS = 60 * 60_000

// Calls `found` with what makes the newer build this page's.
async function watchVersion(found: (use: () => void) => void, gone: AbortSignal): Promise<void> {
  const workers = navigator.serviceWorker
  if (workers === undefined) return
  let had = workers.controller !== null
  const registration = await workers.register('/sw.js')
  const look = () => {
    const next = registration.waiting
    if (next === null || workers.controller === null) return
    found(() => {
      workers.addEventListener('controllerchange', () => location.reload(), { once: true })
      next.postMessage({ type: 'SKIP_WAITING' })
    })
  }
  look()
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look), { signal: gone })
  // Taken into use by another page: this one works on with what it has, until it is told to go.
  const taken = () => {
    if (had) found(() => location.reload())
    had = true
  }
  workers.addEventListener('controllerchange', taken, { signal: gone })
  const timer = setInterval(() => void registration.update().catch(() => undefined), LOOK_EVERY_MS)
  gone.addEventListener('abort', () => clearInterval(timer))
}

export function NewVersion() {
  const { t } = useTranslation()
  const [use, setUse] = useState<(() => void) | null>(null)
  useEffect(() => {
    const gone = new AbortController()
    // Without it there are no pages without a network, and everything else is as it was.
    watchVersion((how) => setUse(() => how), gone.signal).catch(() => undefined)
    return () => gone.abort()
  }, [])
  if (use === null) return null
  return (
    <div className="notice row" role="status">
      <p>
        <strong>{t('outbox.new_version')}</strong> {t('outbox.new_version_help')}
      </p>
      <Button className="button second" onPress={use}>
        {t('outbox.new_version_act')}
      </Button>
    </div>
  )
}
