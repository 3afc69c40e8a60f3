// Chooses somebody who is registered, by searching.
import type { Person } from '@gen/people_pb'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { TextInput } from '../parts/fields'
import type { FieldProblem } from '../rpc/problem'
import { lineOf, nameOf } from './described'
import { SearchState } from './find'
import { usePeopleSearch } from './use_search'

interface ChoosePersonProps {
  label: string
  problem: FieldProblem | undefined
  onChoose: (person: Person) => void
}

export function ChoosePerson({ label, problem, onChoose }: ChoosePersonProps) {
  const { t } = useTranslation()
  const search = usePeopleSearch()
  return (
    <div className="wide">
      <TextInput label={label} help={t('find.help')} value={search.typed} onChange={search.change} problem={problem} />
      <SearchState search={search} />
      {search.persons.length > 0 && (
        <ul className="plain">
          {search.persons.map((person) => (
            <Found key={person.name} person={person} onChoose={() => onChoose(person)} />
          ))}
        </ul>
      )}
    </div>
  )
}

function Found({ person, onChoose }: { person: Person; onChoose: () => void }) {
  const { t } = useTranslation()
  const name = nameOf(person, t('find.anonymous'))
  return (
    <li className="row">
      <span>
        {name} <span className="quiet">{lineOf(person)}</span>
      </span>
      <Button className="button second" aria-label={`${t('desk.is_this')}: ${name}`} onPress={onChoose}>
        {t('desk.is_this')}
      </Button>
    </li>
  )
}
