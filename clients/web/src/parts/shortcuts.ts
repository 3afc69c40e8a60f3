// Keys that do something on the page that is shown. Each is in force while its page is, and the
// list on `?` shows those that are.
import { useEffect, useRef, useSyncExternalStore } from 'react'

export interface Shortcut {
  keys: string // `Alt+KeyS`, `Control+Enter`: modifiers, then KeyboardEvent.code
  does: string
}

interface Live extends Shortcut {
  act: () => void
}

let live: readonly Live[] = []
const listeners = new Set<() => void>()

function replace(now: readonly Live[]): void {
  live = now
  for (const listener of listeners) listener()
}

// Only keys with a modifier: a letter alone is dictated, and pressed, by chance (WCAG 2.1.4).
export function useShortcut(keys: string, does: string, act: () => void): void {
  const latest = useRef(act)
  latest.current = act
  useEffect(() => {
    const mine = { keys, does, act: () => latest.current() }
    replace([...live, mine])
    return () => replace(live.filter((other) => other !== mine))
  }, [keys, does])
}

export function useShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(subscribe, () => live)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export function keysOf(event: Pick<KeyboardEvent, 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'code'>): string {
  const held = [event.ctrlKey && 'Control', event.altKey && 'Alt', event.metaKey && 'Meta', event.shiftKey && 'Shift']
  return [...held.filter((key) => key !== false), event.code.replace('NumpadEnter', 'Enter')].join('+')
}

// `Alt+KeyS` as it stands on the keyboard: `Alt + S`.
export function shownKeys(keys: string): string[] {
  return keys.split('+').map((key) => key.replace(/^(Key|Digit)/, '').replace('Control', 'Ctrl'))
}

// Listens for the keys of all pages, before what has the focus: a button takes Enter with any
// modifier. In a dialog the page behind it does nothing.
export function listenForShortcuts(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || document.querySelector('[role=dialog]') !== null) return
    const found = live.findLast((shortcut) => shortcut.keys === keysOf(event))
    if (found === undefined) return
    event.preventDefault()
    event.stopPropagation()
    found.act()
  }
  document.addEventListener('keydown', onKeyDown, true)
  return () => document.removeEventListener('keydown', onKeyDown, true)
}
