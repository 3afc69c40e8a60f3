// What is typed into a form outlives the page that it stands on, in memory alone, for as long as
// its writer works here.
import { createContext, type ReactNode, useContext, useRef, useSyncExternalStore } from 'react'

export class Kept<T> {
  private readonly heard = new Set<() => void>()
  constructor(private value: T) {}
  get current(): T {
    return this.value
  }
  set current(next: T) {
    this.value = next
    for (const hear of this.heard) hear()
  }
  readonly subscribe = (hear: () => void) => {
    this.heard.add(hear)
    return () => void this.heard.delete(hear)
  }
}

type Held = Map<string, Kept<unknown>>

const HeldHere = createContext<Held>(new Map())

export function Keeper({ children }: { children: ReactNode }) {
  const held = useRef<Held>(new Map())
  return <HeldHere value={held.current}>{children}</HeldHere>
}

// Of one name there is one, begun by whoever asks for it first.
export function useKept<T>(name: string, begin: () => T): Kept<T> {
  const held = useContext(HeldHere)
  let found = held.get(name)
  if (found === undefined) {
    found = new Kept<unknown>(begin())
    held.set(name, found)
  }
  return found as Kept<T>
}

// As it stands, wherever it is changed from: an answer may come when its page is gone.
export function useCurrent<T>(kept: Kept<T>): T {
  return useSyncExternalStore(kept.subscribe, () => kept.current)
}
