// Told by the server when the visits of this centre change.
import { useEffect, useRef } from 'react'
import { intake } from '../rpc/clients'

const AGAIN_MS = 3_000

// Calls `onChange` now and after each change, for as long as the page is there. A stream that
// ends is begun again: the server was restarted, or the network was away.
export function useVisitChanges(onChange: () => void): void {
  const latest = useRef(onChange)
  latest.current = onChange
  useEffect(() => {
    const gone = new AbortController()
    void watch(gone.signal, () => latest.current())
    return () => gone.abort()
  }, [])
}

async function watch(gone: AbortSignal, onChange: () => void): Promise<void> {
  while (!gone.aborted) {
    try {
      for await (const _ of intake.watchVisits({}, { signal: gone, timeoutMs: 0 })) onChange()
    } catch {
      // What is wrong with it, the list says as well, and says it to the user.
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
  }
}
