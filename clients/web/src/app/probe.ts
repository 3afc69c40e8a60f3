// Asks, while the server is away, whether it is back; then what failed is read anew.
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { pauseAfter } from '../outbox/pause'
import { access } from '../rpc/clients'
import { setReach, useReach } from '../rpc/reach'

const PROBE_MS = 5_000

export function useProbe(): void {
  const queries = useQueryClient()
  const reach = useReach()
  useEffect(() => {
    const away = () => setReach('away')
    window.addEventListener('offline', away)
    return () => window.removeEventListener('offline', away)
  }, [])
  useEffect(() => {
    if (reach !== 'away') return undefined
    const stop = probeUntilBack()
    return () => {
      stop()
      void queries.invalidateQueries()
    }
  }, [reach, queries])
}

// Any answer tells, a refusal as well: the transport notes it.
function probeUntilBack(): () => void {
  let stopped = false
  let attempts = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const next = () => {
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(probe, pauseAfter(attempts++, Math.random()))
  }
  const probe = () => {
    clearTimeout(timer)
    void access.getSession({}, { timeoutMs: PROBE_MS }).then(next, next)
  }
  next()
  window.addEventListener('online', probe)
  return () => {
    stopped = true
    clearTimeout(timer)
    window.removeEventListener('online', probe)
  }
}
