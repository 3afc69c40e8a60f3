// Somebody who is registered, sent here from their own page: `/desk?person=ID`.
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { lineOf, nameOf } from '../people/described'
import { problemOf, type Problem } from '../rpc/problem'
import { people } from '../rpc/services'
import type { Draft } from './draft'

// Puts them into the form, once, and takes them out of the address. Says what is wrong, where they
// cannot be read; null for nothing.
export function useWhoCame(change: (fields: Partial<Draft>) => void): Problem | null {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { person: id } = useSearch({ from: '/desk' })
  const name = `people/${id}`
  const found = useQuery({
    queryKey: ['person', name],
    queryFn: () => people.getPerson({ name }),
    enabled: id !== undefined,
  })
  const latest = useRef(change)
  latest.current = change
  const person = id === undefined ? undefined : found.data
  useEffect(() => {
    if (person === undefined) return
    const label = [nameOf(person, t('find.anonymous')), lineOf(person)].filter((part) => part !== '').join(' · ')
    // Of a form that was begun the matters stay; that the notice was given was said of whoever was meant then.
    latest.current({ person: person.name, personLabel: label, anonymous: false, language: person.language || 'pt', noticeGiven: false })
    void navigate({ to: '/desk', search: {}, replace: true })
  }, [person, navigate, t])
  return id === undefined || found.error === null ? null : problemOf(found.error)
}
