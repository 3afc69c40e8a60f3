// A call, logged while it is going on, by keyboard alone.
import { timestampDate } from '@bufbuild/protobuf/wkt'
import { Call_Kind } from '@gen/helpline_pb'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button, Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { KeepHere, Mending } from '../outbox/in_form'
import { labelIn, useCodes, useLanguages } from '../parts/catalogue'
import { ChoiceInput, SearchInput, TextInput } from '../parts/fields'
import { Notice, ProblemNotice, Waiting } from '../parts/notice'
import { helpline } from '../rpc/clients'
import { fieldProblem, type Problem } from '../rpc/problem'
import { localeOf } from '../words'
import type { CallDraft } from './draft'
import { PREVIOUS, useLogging } from './use_logging'

export function HelplinePage() {
  const { t } = useTranslation()
  const [asked, setAsked] = useState('') // the number whose earlier contacts are shown
  const { draft, round, problem, done, working, sending, change, log, stopMending, again } = useLogging()

  function onKeyDown(event: React.KeyboardEvent) {
    const kind =
      event.ctrlKey && event.key === 'Enter'
        ? Call_Kind.DATA
        : event.altKey && event.code === 'KeyS'
          ? Call_Kind.SILENT
          : event.altKey && event.code === 'KeyA'
            ? Call_Kind.ABUSIVE
            : undefined
    if (kind === undefined) return
    event.preventDefault()
    void log(kind)
  }

  return (
    <div onKeyDown={onKeyDown}>
      <h1>{t('helpline.title')}</h1>
      <div className="columns">
        <section className="card" aria-labelledby="log">
          <h2 id="log">{t('helpline.log')}</h2>
          <p className="quiet">{t('helpline.keys')}</p>
          {done !== '' && <Notice>{done}</Notice>}
          <Mending sending={sending} onStop={stopMending} />
          <ProblemNotice problem={problem} />
          <Form
            key={round}
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
        <Previous number={asked} />
      </div>
    </div>
  )
}

function CallFields(props: {
  draft: CallDraft
  change: (fields: Partial<CallDraft>) => void
  problem: Problem | null
  onNumber: (number: string) => void
}) {
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
      <SearchInput
        label={t('helpline.interpreted')}
        help={t('helpline.interpreted_help')}
        choices={languages}
        value={draft.interpreted}
        onChange={(interpreted) => change({ interpreted })}
        problem={at('legs')}
      />
      <div className="wide">
        <TextInput label={t('helpline.note')} value={draft.note} onChange={(note) => change({ note })} long />
      </div>
    </div>
  )
}

function Previous({ number }: { number: string }) {
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
                  <td>{call.note}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
