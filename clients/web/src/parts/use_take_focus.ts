import { type RefObject, useEffect, useRef } from 'react'

// The focus comes here, from a button that is about to go; never from a field that somebody is in
// by now.
export function useTakeFocus<T extends HTMLElement>(): RefObject<T | null> {
  const place = useRef<T>(null)
  useEffect(() => {
    if (document.activeElement?.matches('input, textarea') !== true) place.current?.focus()
  }, [])
  return place
}
