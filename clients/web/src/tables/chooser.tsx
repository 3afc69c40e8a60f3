// The form that chooses a table.
import { useState } from 'react'
import { Button, Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Choice } from '../parts/catalogue'
import { ChoiceInput } from '../parts/choices'
import { monthText } from '../parts/months'
import { fieldProblem, type Problem } from '../rpc/problem'
import { localeOf } from '../words'
import {
  DIMENSIONS_MAX,
  dimensionsOf,
  faultsOf,
  KINDS,
  measuresOf,
  withDimension,
  withKind,
  type Dimension,
  type Kind,
  type Measure,
  type TableChoice,
} from './choice'
import { Filters } from './filters'

interface ChooserProps {
  start: TableChoice
  closed: string[] // months
  onShow: (choice: TableChoice) => void
}

type Change = (choice: TableChoice) => void

const choiceFor = (code: string, label: string): Choice => ({ id: code, code, label })

export function Chooser({ start, closed, onShow }: ChooserProps) {
  const { t } = useTranslation()
  const [choice, setChoice] = useState(start)
  const [problem, setProblem] = useState<Problem | null>(null)
  // Another address is another table; the form stays where the focus is.
  const asked = JSON.stringify(start)
  const [seen, setSeen] = useState(asked)
  if (seen !== asked) {
    setSeen(asked)
    setChoice(start)
    setProblem(null)
  }

  function submit() {
    const fields = faultsOf(choice, closed)
    setProblem(fields.length === 0 ? null : { reason: 'INVALID_FIELDS', text: '', fields, told: false })
    if (fields.length === 0) onShow(choice)
  }

  return (
    <Form
      className="card"
      aria-labelledby="choose"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <h2 id="choose">{t('tables.choose')}</h2>
      <div className="fields">
        <What choice={choice} onChange={setChoice} />
        <Months choice={choice} onChange={setChoice} closed={closed} problem={problem} />
      </div>
      <Dimensions choice={choice} onChange={setChoice} />
      <Filters choice={choice} onChange={setChoice} />
      <div className="row">
        <Button className="button" type="submit">
          {t('tables.show')}
        </Button>
      </div>
    </Form>
  )
}

function What({ choice, onChange }: { choice: TableChoice; onChange: Change }) {
  const { t } = useTranslation()
  return (
    <>
      <ChoiceInput
        label={t('tables.kind')}
        choices={KINDS.map((kind) => choiceFor(kind, t(`tables.kinds.${kind}`)))}
        value={choice.kind}
        onChange={(kind) => onChange(withKind(choice, kind as Kind))}
        required
      />
      <ChoiceInput
        label={t('tables.measure')}
        choices={measuresOf(choice.kind).map((measure) => choiceFor(measure, t(`tables.measures.${measure}`)))}
        value={choice.measure}
        onChange={(measure) => onChange({ ...choice, measure: measure as Measure })}
        required
      />
    </>
  )
}

function Months(props: { choice: TableChoice; onChange: Change; closed: string[]; problem: Problem | null }) {
  const { t, i18n } = useTranslation()
  const months = props.closed.map((month) => choiceFor(month, monthText(month, localeOf(i18n.language))))
  return (
    <>
      <ChoiceInput
        label={t('tables.first_month')}
        choices={months}
        value={props.choice.from}
        onChange={(from) => props.onChange({ ...props.choice, from })}
        problem={fieldProblem(props.problem, 'first_month')}
        required
      />
      <ChoiceInput
        label={t('tables.last_month')}
        choices={months}
        value={props.choice.to}
        onChange={(to) => props.onChange({ ...props.choice, to })}
        problem={fieldProblem(props.problem, 'last_month')}
        required
      />
    </>
  )
}

const NONE = 'none'

// The next place appears when the one before it is taken.
function Dimensions({ choice, onChange }: { choice: TableChoice; onChange: Change }) {
  const { t } = useTranslation()
  const places = Math.min(choice.by.length + 1, DIMENSIONS_MAX)
  return (
    <div className="fields">
      {Array.from({ length: places }, (_, at) => {
        const free = dimensionsOf(choice.kind).filter((dimension) => !choice.by.includes(dimension) || choice.by[at] === dimension)
        return (
          <ChoiceInput
            key={at}
            label={t('tables.dimension', { place: at + 1 })}
            choices={[choiceFor(NONE, t('tables.none')), ...free.map((dimension) => choiceFor(dimension, t(`tables.dimensions.${dimension}`)))]}
            value={choice.by[at] ?? NONE}
            onChange={(code) => onChange(withDimension(choice, at, code === NONE ? null : (code as Dimension)))}
          />
        )
      })}
    </div>
  )
}
