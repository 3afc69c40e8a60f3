// What is being written over a case: kept, with the case as it was when the writing began,
// however the case changes meanwhile. A write rests on what its writer had read, and not on
// what came in while they wrote.
import type { Case } from '@gen/cases_pb'
import { useState } from 'react'

export interface Draft {
  value: string | undefined // undefined: nothing is being written
  base: Case
  write: (value: string) => void
  forget: () => void
}

export function useDraft(known: Case): Draft {
  const [kept, setKept] = useState<{ value: string; base: Case } | null>(null)
  return {
    value: kept?.value,
    base: kept?.base ?? known,
    write: (value) => setKept((before) => ({ value, base: before?.base ?? known })),
    forget: () => setKept(null),
  }
}
