// The stretches of a call with an interpreter.
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useCodes, useLanguages } from '../parts/catalogue'
import { ChoiceInput, SearchInput } from '../parts/choices'
import { TextInput } from '../parts/fields'
import { fieldProblem, type Problem } from '../rpc/problem'
import { EMPTY_LEG, type Leg, LEGS_MAX } from './draft'

interface LegsProps {
  legs: Leg[]
  change: (legs: Leg[]) => void
  problem: Problem | null
}

export function Legs({ legs, change, problem }: LegsProps) {
  const { t } = useTranslation()
  return (
    <div className="wide stack">
      {legs.map((leg, index) => (
        <fieldset key={index}>
          <legend>{t('helpline.leg', { number: index + 1 })}</legend>
          <LegFields
            leg={leg}
            change={(fields) => change(legs.map((old, at) => (at === index ? { ...old, ...fields } : old)))}
            problem={problem}
            path={`call.legs[${index}]`}
          />
          <Button className="button second" onPress={() => change(legs.filter((_, at) => at !== index))}>
            {t('helpline.remove_leg', { number: index + 1 })}
          </Button>
        </fieldset>
      ))}
      {legs.length < LEGS_MAX && (
        <p>
          <Button className="button second" onPress={() => change([...legs, EMPTY_LEG])}>
            {t('helpline.add_leg')}
          </Button>
        </p>
      )}
    </div>
  )
}

interface LegProps {
  leg: Leg
  change: (fields: Partial<Leg>) => void
  problem: Problem | null
  path: string
}

function LegFields({ leg, change, problem, path }: LegProps) {
  const { t } = useTranslation()
  const languages = useLanguages()
  const bodies = useCodes('referral')
  const outcomes = useCodes('call_outcome').filter(({ code }) => ['translated', 'no_translator'].includes(code))
  const at = (field: string) => fieldProblem(problem, `${path}.${field}`)
  return (
    <div className="fields">
      <SearchInput
        label={t('helpline.interpreted')}
        choices={languages}
        value={leg.language}
        onChange={(language) => change({ language })}
        problem={at('language')}
        required
        autoFocus
      />
      <ChoiceInput
        label={t('helpline.leg_outcome')}
        choices={outcomes}
        value={leg.outcome}
        onChange={(outcome) => change({ outcome })}
        problem={at('outcome')}
        required
      />
      <SearchInput
        label={t('helpline.leg_body')}
        help={t('helpline.leg_body_help')}
        choices={bodies}
        value={leg.requestingBody}
        onChange={(requestingBody) => change({ requestingBody })}
        problem={at('requesting_body')}
      />
      <TextInput
        label={t('helpline.minutes')}
        value={leg.minutes}
        onChange={(minutes) => change({ minutes })}
        problem={at('duration')}
        numeric
      />
    </div>
  )
}
