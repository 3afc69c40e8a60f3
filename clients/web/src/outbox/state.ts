// What the pages know of the outbox. Small, and there from the start; what does the work comes
// when it is first needed.
import type { Session } from '@gen/access_pb'
import { useSyncExternalStore } from 'react'
import type { Problem } from '../rpc/problem'
import type { Contents, Entry } from './outbox'

export interface Shown extends Contents {
  // Whether this browser can keep anything; null before it is known.
  able: boolean | null
  open: boolean // the keys of who works here
  unlocked: Session | null // opened without the server
  stuck: Problem | null // why nothing is sent, where something could be done
  sent: number // since the page was opened
  lastSent: string // the request of the last of these
  safe: boolean | null // the browser promised not to clear it by itself
  mending: Entry | null
}

let shown: Shown = {
  able: null,
  open: false,
  unlocked: null,
  stuck: null,
  sent: 0,
  lastSent: '',
  safe: null,
  mending: null,
  mine: [],
  locked: 0,
  others: 0,
}
const listeners = new Set<() => void>()

export function show(next: Partial<Shown>): void {
  shown = { ...shown, ...next }
  for (const listener of listeners) listener()
}

export const current = (): Shown => shown

export function useOutbox(): Shown {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => shown,
  )
}

// Fetched ahead with the page, so that it is there when the network is not.
export const outbox = () => import('./box')
