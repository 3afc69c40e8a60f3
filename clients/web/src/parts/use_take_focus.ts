import { type RefObject, useEffect, useRef } from 'react'

// The focus comes here once it is wanted, from a button that is about to go; never from a field that
// somebody is in by now.
export function useTakeFocus<T extends HTMLElement>(wanted = true): RefObject<T | null> {
  const place = useRef<T>(null)
  useEffect(() => {
    if (wanted && document.activeElement?.matches('input, textarea') !== true) place.current?.focus()
  }, [wanted])
  return place
}
