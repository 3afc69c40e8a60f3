// Whether the server can be reached, as far as that is known: by what came of the calls, and not
// by what the browser believes of its network.
import type { Interceptor } from '@connectrpc/connect'
import { useSyncExternalStore } from 'react'
import { problemOf } from './problem'

export type Reach = 'unknown' | 'reached' | 'away'

let known: Reach = 'unknown'
const listeners = new Set<() => void>()

export const reach = (): Reach => known

export function setReach(next: Reach): void {
  if (next === known) return
  known = next
  for (const listener of listeners) listener()
}

export function useReach(): Reach {
  return useSyncExternalStore(listen, reach)
}

// Calls `then` each time the server is found, after nothing was known of it or it was away.
export function whenReached(then: () => void): () => void {
  return listen(() => {
    if (known === 'reached') then()
  })
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const watchReach: Interceptor = (next) => async (request) => {
  try {
    const answer = await next(request)
    setReach('reached')
    return answer
  } catch (error) {
    const problem = problemOf(error)
    // A refusal is an answer. What was given up by the page itself tells nothing.
    if (problem.told) setReach('reached')
    else if (problem.reason === 'NO_NETWORK' && !request.signal.aborted) setReach('away')
    throw error
  }
}
