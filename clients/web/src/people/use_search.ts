// Looking for a person, letter by letter.
import type { Person } from '@gen/people_pb'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { problemOf } from '../rpc/problem'
import { newRequestId } from '../rpc/request_id'
import { people } from '../rpc/services'
import { searchOf } from './search'

export interface PeopleSearch {
  typed: string
  change: (typed: string) => void
  persons: Person[]
  answered: boolean // what is found is the answer to what is typed
  error: unknown // null for none
}

// Each letter is a question; all of one search are one session, and each person found is named
// in its trace once.
export function usePeopleSearch(): PeopleSearch {
  const [typed, setTyped] = useState('')
  const searchSession = useRef(newRequestId())
  const search = searchOf(typed)
  const found = useQuery({
    queryKey: ['search', search],
    queryFn: ({ signal }) =>
      people.searchPeople({ ...search, pageSize: 20, searchSession: searchSession.current }, { signal }),
    enabled: search !== null,
    placeholderData: keepPreviousData,
    gcTime: 0,
  })
  // A telephone or a document of which only a part is typed is no number yet.
  const begun = found.error !== null && problemOf(found.error).reason === 'INVALID_FIELDS'
  return {
    typed,
    change: (now) => {
      if (now.trim() === '') searchSession.current = newRequestId()
      setTyped(now)
    },
    persons: search === null || begun ? [] : (found.data?.people ?? []),
    answered: search !== null && ((found.isSuccess && !found.isPlaceholderData) || begun),
    error: search === null || begun ? null : found.error,
  }
}
