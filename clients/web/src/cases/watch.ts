// A case page that hears of what others do to its case.
import type { Case } from '@gen/cases_pb'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { cases } from '../rpc/services'
import { useStream } from '../rpc/watch'
import { isAfter } from './changes'

// Reads the case, its history and its notes again when they changed.
export function useCaseChanges(name: string, known: Case | undefined): void {
  const queries = useQueryClient()
  const [told, setTold] = useState('')
  const first = useRef(true)
  useStream(name, {
    open: (signal) => cases.watchCase({ name }, { signal, timeoutMs: 0 }),
    onMessage: ({ etag }) => {
      setTold(etag)
      // The page has just read them.
      if (!first.current) void queries.invalidateQueries({ queryKey: ['notes', name] })
      first.current = false
    },
    // Nothing of it stays on the page when it may no longer be read.
    onRefused: () => void queries.invalidateQueries({ queryKey: ['case', name] }),
  })
  const etag = known?.etag
  useEffect(() => {
    if (etag === undefined || !isAfter(told, etag)) return
    void queries.invalidateQueries({ queryKey: ['case', name] })
    void queries.invalidateQueries({ queryKey: ['case-history', name] })
  }, [told, etag, name, queries])
}
