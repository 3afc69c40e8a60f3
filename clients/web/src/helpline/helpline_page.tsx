// A call, logged while it is going on, by keyboard alone.
import { timestampDate } from '@bufbuild/protobuf/wkt'
import { Call_Kind } from '@gen/helpline_pb'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Button, Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { KeepHere, Mending } from '../outbox/in_form'
import { labelIn, useCodes, useLanguages } from '../parts/catalogue'
import { ChoiceInput, SearchInput } from '../parts/choices'
import { TextInput } from '../parts/fields'
import { Notice, ProblemNotice, Waiting } from '../parts/notice'
import { useShortcut } from '../parts/shortcuts'
import { WithLists } from '../parts/with_lists'
import { fieldProblem, type Problem } from '../rpc/problem'
import { helpline } from '../rpc/services'
import { localeOf } from '../words'
import type { CallDraft } from './draft'
import { Legs } from './legs'
import { LinkFields } from './link'
import { PREVIOUS, useLogging } from './use_logging'
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

function Previous({ number, onSamePerson }: { number: string; onSamePerson: (person: string) => void }) {
  const { t, i18n } = useTranslation()
  const topics = useCodes('call_topic')
  const outcomes = useCodes('call_outcome')
  const previous = useQuery({
    queryKey: [PREVIOUS, number],
    queryFn: () => helpline.listPreviousContacts({ number }),
    enabled: number !== '',
  })
  const day = new Intl.DateTimeFormat(localeOf(i18n.language), { dateStyle: 'medium', timeStyle: 'short' })
  const calls = previous.data?.calls ?? []
  return (
    <section className="card" aria-labelledby="previous">
      <h2 id="previous">{t('helpline.previous')}</h2>
      {number === '' && <p>{t('helpline.previous_wait')}</p>}
      <Waiting query={previous} />
      {previous.isSuccess && calls.length === 0 && <p role="status">{t('helpline.previous_none')}</p>}
      {calls.length > 0 && (
        <div className="scroll" role="group" aria-labelledby="previous" tabIndex={0}>
          <table>
            <caption>{t('reading.source.previous')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('helpline.when')}</th>
                <th scope="col">{t('helpline.topic')}</th>
                <th scope="col">{t('helpline.outcome')}</th>
                <th scope="col">{t('helpline.note')}</th>
              </tr>
            </thead>
            <tbody>
              {calls.map((call) => (
                <tr key={call.name}>
                  <td>{call.occurredTime === undefined ? '' : day.format(timestampDate(call.occurredTime))}</td>
                  <td>{labelIn(topics, call.topic)}</td>
                  <td>{labelIn(outcomes, call.outcome)}</td>
                  <td>
                    <span dir="auto">{call.note}</span>
                    {call.person !== '' && (
                      <p>
                        <Button className="button second" onPress={() => onSamePerson(call.person)}>
                          {t('helpline.same_person')}
                        </Button>
                      </p>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
