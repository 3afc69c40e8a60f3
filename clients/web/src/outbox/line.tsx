// One entry: what it is, where it stands, and what can be done.
import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { CallDraft } from '../helpline/draft'
import type { Draft } from '../desk/draft'
import { useFieldText } from '../parts/fields'
import { problemText } from '../parts/notice'
import { Question } from '../parts/question'
import type { FieldProblem, Problem } from '../rpc/problem'
import { localeOf } from '../words'
import { labelOf } from './described'
import type { Content } from './entry'
import type { Entry } from './outbox'

interface LineProps {
  entry: Entry
  mending: boolean
  onMend: () => void
  onAgain: () => void
  onDiscard: () => void
}

export function Line(props: LineProps) {
  const { t } = useTranslation()
  const { entry } = props
  const name = useName()(entry.content)
  return (
    <>
      <p>
        <strong>{name}</strong>{' '}
        <span className="quiet">
          {props.mending ? t('outbox.state_mending') : entry.content === null ? t('outbox.state_damaged') : t(`outbox.state_${entry.state}`)}
        </span>
      </p>
      {entry.content?.problem != null && <Why problem={entry.content.problem} />}
      {!props.mending && <Acts {...props} name={name} />}
    </>
  )
}

function Acts({ entry, name, onMend, onAgain, onDiscard }: LineProps & { name: string }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  if (entry.state === 'waiting' && entry.content !== null) return null
  const act = (text: string, onPress: () => void) => (
    <Button className="button second" aria-label={`${text}: ${name}`} onPress={onPress}>
      {text}
    </Button>
  )
  return (
    <div className="row">
      {entry.content !== null && act(t('outbox.mend'), onMend)}
      {entry.content !== null && act(t('outbox.again'), onAgain)}
      {act(t('outbox.discard'), () => setAsking(true))}
      <Question
        asked={asking}
        title={t('outbox.discard_title', { name })}
        stay={t('outbox.discard_stay')}
        go={t('outbox.discard_go')}
        onStay={() => setAsking(false)}
        onGo={() => {
          setAsking(false)
          onDiscard()
        }}
      >
        {t('outbox.discard_help')}
      </Question>
    </div>
  )
}

// The reason, and each field with what is wrong with it.
function Why({ problem }: { problem: Problem }) {
  const { t } = useTranslation()
  const fieldText = useFieldText()
  const { text, words } = problemText(t, problem)
  const textOf = (field: FieldProblem) => (field.path.endsWith('occurred_time') ? t('outbox.clock') : fieldText(field))
  return (
    <div className="notice bad">
      <p lang={words ? undefined : 'pt'}>{text}</p>
      {problem.fields.length > 0 && (
        <ul>
          {problem.fields.map((field) => (
            <li key={field.path}>{[labelOf(t, field.path), textOf(field)].filter((part) => part !== '').join(': ')}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

// Who and when, for its owner alone.
function useName(): (content: Content | null) => string {
  const { t, i18n } = useTranslation()
  const time = new Intl.DateTimeFormat(localeOf(i18n.language), { dateStyle: 'short', timeStyle: 'short' })
  return (content) => {
    if (content === null) return t('outbox.damaged')
    const call = content.method === 'LogCall'
    const form = content.form as Partial<Draft & CallDraft>
    const who = call
      ? form.number || t('outbox.no_number')
      : form.anonymous
        ? t('desk.anonymous')
        : `${form.givenName ?? ''} ${form.familyName ?? ''}`.trim()
    return [call ? t('outbox.call') : t('outbox.visit'), who, time.format(content.occurred)].join(' · ')
  }
}
