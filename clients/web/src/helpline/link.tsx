// Whose call it is, and of which case.
import type { Person } from '@gen/people_pb'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { labelIn, useCaseTypes } from '../parts/catalogue'
import { ChoiceInput } from '../parts/choices'
import { TextInput } from '../parts/fields'
import { lineOf, nameOf } from '../people/described'
import { SearchState } from '../people/find'
import { usePeopleSearch } from '../people/use_search'
import { fieldProblem, type Problem } from '../rpc/problem'
import { cases, people } from '../rpc/services'
import type { CallDraft } from './draft'

interface LinkProps {
  draft: CallDraft
  change: (fields: Partial<CallDraft>) => void
  problem: Problem | null
}

export function LinkFields(props: LinkProps) {
  return props.draft.person === '' ? <ChoosePerson {...props} /> : <Chosen {...props} />
}

function ChoosePerson({ change, problem }: LinkProps) {
  const { t } = useTranslation()
  const search = usePeopleSearch()
  return (
    <div className="wide">
      <TextInput
        label={t('helpline.person')}
        help={t('find.help')}
        value={search.typed}
        onChange={search.change}
        problem={fieldProblem(problem, 'call.person')}
      />
      <SearchState search={search} />
      {search.persons.length > 0 && <Persons persons={search.persons} onChoose={(person) => change({ person, caseName: '' })} />}
    </div>
  )
}

function Persons({ persons, onChoose }: { persons: Person[]; onChoose: (name: string) => void }) {
  const { t } = useTranslation()
  return (
    <ul className="plain">
      {persons.map((person) => {
        const name = nameOf(person, t('find.anonymous'))
        return (
          <li key={person.name} className="row">
            <span>
              {name} <span className="quiet">{lineOf(person)}</span>
            </span>
            <Button
              className="button second"
              aria-label={`${t('desk.is_this')}: ${name}`}
              onPress={() => onChoose(person.name)}
            >
              {t('desk.is_this')}
            </Button>
          </li>
        )
      })}
    </ul>
  )
}

function Chosen({ draft, change, problem }: LinkProps) {
  const { t } = useTranslation()
  const types = useCaseTypes()
  const name = draft.person
  const person = useQuery({ queryKey: ['person', name], queryFn: () => people.getPerson({ name }) })
  const found = useQuery({ queryKey: ['cases-of', name], queryFn: () => cases.listCases({ person: name }) })
  const choices = (found.data?.cases ?? []).map((one) => ({
    id: one.name,
    code: one.name,
    label: [one.type === '' ? '' : labelIn(types, one.type), one.reference].filter((part) => part !== '').join(' · '),
  }))
  return (
    <div className="wide stack">
      <p className="row">
        <span>
          {t('helpline.linked')}:{' '}
          <strong>{person.data === undefined ? t('person.title') : nameOf(person.data, t('find.anonymous'))}</strong>
        </span>
        <Button className="button second" onPress={() => change({ person: '', caseName: '' })} autoFocus>
          {t('helpline.unlink')}
        </Button>
      </p>
      {choices.length > 0 && (
        <ChoiceInput
          label={t('helpline.case')}
          choices={choices}
          value={draft.caseName}
          onChange={(caseName) => change({ caseName })}
          problem={fieldProblem(problem, 'call.case')}
        />
      )}
    </div>
  )
}
