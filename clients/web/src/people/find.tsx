import type { Person } from '@gen/people_pb'
import { Link } from '@tanstack/react-router'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { TextInput } from '../parts/fields'
import { ProblemNotice } from '../parts/notice'
import { useShortcut } from '../parts/shortcuts'
import { problemOf } from '../rpc/problem'
import { idOf, lineOf, nameOf } from './described'
import { type PeopleSearch, usePeopleSearch } from './use_search'

function Found({ persons }: { persons: Person[] }) {
  const { t } = useTranslation()
  return (
    <ul className="plain">
      {persons.map((person) => (
        <li key={person.name}>
          <Link to="/people/$id" params={{ id: idOf(person.name) }}>
            {nameOf(person, t('find.anonymous'))}
          </Link>{' '}
          <span className="quiet">{lineOf(person)}</span>
        </li>
      ))}
    </ul>
  )
}

export function FindPerson() {
  const { t } = useTranslation()
  const search = usePeopleSearch()
  const input = useRef<HTMLInputElement>(null)
  useShortcut('Alt+KeyP', t('find.title'), () => input.current?.focus())
  return (
    <section className="card" aria-labelledby="find">
      <h2 id="find">{t('find.title')}</h2>
      <TextInput
        label={t('find.label')}
        help={t('find.help')}
        value={search.typed}
        onChange={search.change}
        inputRef={input}
        required
      />
      <SearchState search={search} />
      {search.persons.length > 0 && <Found persons={search.persons} />}
    </section>
  )
}

// How many were found, for whoever does not see the list.
export function SearchState({ search }: { search: PeopleSearch }) {
  const { t } = useTranslation()
  const count = search.persons.length
  return (
    <>
      {search.error !== null && <ProblemNotice problem={problemOf(search.error)} />}
      <p role="status">{search.answered && (count === 0 ? t('find.none') : t('find.found', { count }))}</p>
    </>
  )
}
