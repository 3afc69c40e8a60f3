// Whose call it is, and of which case.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { labelIn, useCaseTypes } from '../parts/catalogue'
import { ChoiceInput } from '../parts/choices'
import { ChoosePerson } from '../people/choose'
import { nameOf } from '../people/described'
import { fieldProblem, type Problem } from '../rpc/problem'
import { cases, people } from '../rpc/services'
import type { CallDraft } from './draft'

interface LinkProps {
  draft: CallDraft
  change: (fields: Partial<CallDraft>) => void
  problem: Problem | null
}

export function LinkFields(props: LinkProps) {
  const { t } = useTranslation()
  if (props.draft.person !== '') return <Chosen {...props} />
  return (
    <ChoosePerson
      label={t('helpline.person')}
      problem={fieldProblem(props.problem, 'call.person')}
      onChoose={(person) => props.change({ person: person.name, caseName: '' })}
    />
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
