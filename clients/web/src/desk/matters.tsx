// What a person comes for: each matter is a ticket of the visit.
import { useEffect, useRef } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useAreaOf, useCaseTypes, useCodes } from '../parts/catalogue'
import { ChoiceInput, SearchInput } from '../parts/choices'
import { TextInput } from '../parts/fields'
import { fieldProblem, type Problem } from '../rpc/problem'
import { type Draft, EMPTY_MATTER, type Matter, MATTERS_MAX, withMatter } from './draft'

interface MattersProps {
  draft: Draft
  change: (fields: Partial<Draft>) => void
  problem: Problem | null
}

export function Matters({ draft, change, problem }: MattersProps) {
  const { t } = useTranslation()
  const { matters } = draft
  return (
    <div className="wide stack">
      {matters.map((matter, index) => (
        <fieldset key={index}>
          <legend>{matters.length === 1 ? t('desk.area') : t('desk.matter_number', { number: index + 1 })}</legend>
          <MatterFields
            matter={matter}
            change={(fields) => change({ matters: withMatter(draft, index, fields) })}
            problem={problem}
            path={`visit.tickets[${index}]`}
            isNew={index > 0}
          />
          {matters.length > 1 && (
            <Button className="button second" onPress={() => change({ matters: matters.filter((_, at) => at !== index) })}>
              {t('desk.remove_matter', { number: index + 1 })}
            </Button>
          )}
        </fieldset>
      ))}
      {matters.length < MATTERS_MAX && (
        <p>
          <Button className="button second" onPress={() => change({ matters: [...matters, EMPTY_MATTER] })}>
            {t('desk.add_matter')}
          </Button>
        </p>
      )}
    </div>
  )
}

interface MatterProps {
  matter: Matter
  change: (fields: Partial<Matter>) => void
  problem: Problem | null
  path: string
  isNew: boolean
}

function MatterFields({ matter, change, problem, path, isNew }: MatterProps) {
  const { t } = useTranslation()
  const areas = useCodes('case_area')
  const caseTypes = useCaseTypes()
  const areaOf = useAreaOf()
  const fields = useRef<HTMLDivElement>(null)
  // Who adds a matter goes on in it.
  useEffect(() => {
    if (isNew) fields.current?.querySelector('button')?.focus()
  }, [isNew])
  return (
    <div className="fields" ref={fields}>
      <ChoiceInput
        label={t('desk.area')}
        choices={areas}
        value={matter.area}
        onChange={(area) => change({ area })}
        problem={fieldProblem(problem, `${path}.area`)}
        required
      />
      <SearchInput
        label={t('desk.case_type')}
        help={t('desk.case_type_help')}
        choices={caseTypes}
        value={matter.caseType}
        // A case is of one area, whatever was chosen before.
        onChange={(caseType) => change(caseType === '' ? { caseType } : { caseType, area: areaOf(caseType) })}
        problem={fieldProblem(problem, `${path}.case_type`)}
      />
      <div className="wide">
        <TextInput label={t('desk.note')} value={matter.note} onChange={(note) => change({ note })} long />
      </div>
    </div>
  )
}
