// A call, logged while it is going on, by keyboard alone.
import { Call_Kind } from '@gen/helpline_pb'
import { useRef, useState } from 'react'
import { Button, Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { KeepHere, Mending } from '../outbox/in_form'
import { useCodes, useLanguages } from '../parts/catalogue'
import { ChoiceInput, SearchInput } from '../parts/choices'
import { TextInput } from '../parts/fields'
import { Notice, ProblemNotice } from '../parts/notice'
import { useShortcut } from '../parts/shortcuts'
import { WithLists } from '../parts/with_lists'
import { fieldProblem, type Problem } from '../rpc/problem'
import type { CallDraft } from './draft'
import { Legs } from './legs'
import { LinkFields } from './link'
import { Previous } from './previous'
import { useLogging } from './use_logging'
import { When } from './when'

export function HelplinePage() {
  const { t } = useTranslation()
  return (
    <>
      <h1>{t('helpline.title')}</h1>
      <WithLists>
        <Logging />
      </WithLists>
    </>
  )
}

function Logging() {
  const { t } = useTranslation()
  const [asked, setAsked] = useState('') // the number whose earlier contacts are shown
  const { draft, round, problem, done, working, sending, change, log, stopMending, again } = useLogging()
  const form = useRef<HTMLFormElement>(null)

  useShortcut('Control+Enter', t('helpline.submit'), () => void log(Call_Kind.DATA))
  useShortcut('Alt+KeyS', t('helpline.silent'), () => void log(Call_Kind.SILENT))
  useShortcut('Alt+KeyA', t('helpline.abusive'), () => void log(Call_Kind.ABUSIVE))

  return (
    <div className="columns">
      <section className="card" aria-labelledby="log">
        <h2 id="log">{t('helpline.log')}</h2>
        <p className="quiet">{t('helpline.keys')}</p>
        {done !== '' && <Notice>{done}</Notice>}
        <Mending sending={sending} onStop={stopMending} />
        <ProblemNotice problem={problem} form={form} />
        <Form
          key={round}
          ref={form}
          onSubmit={(event) => {
            event.preventDefault()
            void log(Call_Kind.DATA)
          }}
        >
          <CallFields draft={draft} change={change} problem={problem} onNumber={setAsked} />
          <p className="row">
            <Button className="button" type="submit" isDisabled={working}>
              {working ? t('helpline.working') : t('helpline.submit')}
            </Button>
            <Button className="button second" onPress={() => void log(Call_Kind.SILENT)} isDisabled={working}>
              {t('helpline.silent')}
            </Button>
            <Button className="button second" onPress={() => void log(Call_Kind.ABUSIVE)} isDisabled={working}>
              {t('helpline.abusive')}
            </Button>
          </p>
        </Form>
        <KeepHere locked={sending.locked} onOpened={again} />
      </section>
      {/* Not those of the caller before, while the number of this one is not there. */}
      <Previous number={draft.number.trim() === '' ? '' : asked} onSamePerson={(person) => change({ person, caseName: '' })} />
    </div>
  )
}

interface CallFieldsProps {
  draft: CallDraft
  change: (fields: Partial<CallDraft>) => void
  problem: Problem | null
  onNumber: (number: string) => void
}

function CallFields(props: CallFieldsProps) {
  const { t } = useTranslation()
  const { draft, change } = props
  const languages = useLanguages()
  const topics = useCodes('call_topic')
  const outcomes = useCodes('call_outcome')
  const at = (field: string) => fieldProblem(props.problem, `call.${field}`)
  return (
    <div className="fields">
      <TextInput
        label={t('helpline.number')}
        type="tel"
        value={draft.number}
        onChange={(number) => change({ number })}
        onBlur={() => props.onNumber(draft.number.trim())}
        problem={at('number')}
        autoFocus
      />
      <SearchInput
        label={t('helpline.language')}
        choices={languages}
        value={draft.language}
        onChange={(language) => change({ language })}
        problem={at('language')}
        required
      />
      <SearchInput
        label={t('helpline.topic')}
        choices={topics}
        value={draft.topic}
        onChange={(topic) => change({ topic })}
        problem={at('topic')}
        required
      />
      <ChoiceInput
        label={t('helpline.outcome')}
        choices={outcomes}
        value={draft.outcome}
        onChange={(outcome) => change({ outcome })}
        problem={at('outcome')}
        required
      />
      <TextInput
        label={t('helpline.minutes')}
        value={draft.minutes}
        onChange={(minutes) => change({ minutes })}
        problem={at('duration')}
        numeric
      />
      <div className="wide">
        <TextInput label={t('helpline.note')} value={draft.note} onChange={(note) => change({ note })} long />
      </div>
      <Legs legs={draft.legs} change={(legs) => change({ legs })} problem={props.problem} />
      <LinkFields draft={draft} change={change} problem={props.problem} />
      <Caller draft={draft} change={change} problem={props.problem} />
      <When draft={draft} change={change} problem={props.problem} />
    </div>
  )
}

// What a caller tells of themselves, when they do.
function Caller({ draft, change, problem }: Pick<CallFieldsProps, 'draft' | 'change' | 'problem'>) {
  const { t } = useTranslation()
  return (
    <>
      <SearchInput
        label={t('desk.nationality')}
        choices={useCodes('nationality')}
        value={draft.nationality}
        onChange={(nationality) => change({ nationality })}
        problem={fieldProblem(problem, 'call.nationality')}
      />
      <ChoiceInput
        label={t('helpline.sex')}
        choices={useCodes('sex')}
        value={draft.sex}
        onChange={(sex) => change({ sex })}
        problem={fieldProblem(problem, 'call.sex')}
      />
    </>
  )
}
