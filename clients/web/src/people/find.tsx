import type { Person } from '@gen/people_pb'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextInput } from '../parts/fields'
import { ProblemNotice } from '../parts/notice'
import { useShortcut } from '../parts/shortcuts'
import { people } from '../rpc/clients'
import { problemOf } from '../rpc/problem'
import { dateText, idOf, nameOf } from './described'
import { searchOf } from './search'

// Nobody is searched for while somebody types on: each search is kept in the journal.
const PAUSE_MS = 350

function Found({ persons }: { persons: Person[] }) {
  const { t } = useTranslation()
  return (
    <ul className="plain">
      {persons.map((person) => (
        <li key={person.name}>
          <Link to="/people/$id" params={{ id: idOf(person.name) }}>
            {nameOf(person, t('find.anonymous'))}
          </Link>{' '}
          <span className="quiet">
            {[dateText(person.birthDate), person.reference].filter((part) => part !== '').join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  )
}

export function FindPerson() {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState('')
  const input = useRef<HTMLInputElement>(null)
  useShortcut('Alt+KeyP', t('find.title'), () => input.current?.focus())
  useEffect(() => {
    const pause = setTimeout(() => setAsked(typed), PAUSE_MS)
    return () => clearTimeout(pause)
  }, [typed])
  const search = searchOf(asked)
  const found = useQuery({
    queryKey: ['search', search],
    queryFn: () => people.searchPeople({ ...search, pageSize: 20 }),
    enabled: search !== null,
  })
  const persons = search === null ? [] : (found.data?.people ?? [])
  return (
    <section className="card" aria-labelledby="find">
      <h2 id="find">{t('find.title')}</h2>
      <TextInput label={t('find.label')} help={t('find.help')} value={typed} onChange={setTyped} inputRef={input} required />
      {found.isError && <ProblemNotice problem={problemOf(found.error)} />}
      <p role="status">
        {search !== null && found.isSuccess && (persons.length === 0 ? t('find.none') : t('find.found', { count: persons.length }))}
      </p>
      {persons.length > 0 && <Found persons={persons} />}
    </section>
  )
}
