// A case: where it stands, who is in it, what was done, and what may be done next.
import { type Case, Case_State } from '@gen/cases_pb'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { labelled, useCodes, useStageLabel, useTypeLabel } from '../parts/catalogue'
import { Facts } from '../parts/facts'
import { LabelText } from '../parts/label'
import { ProblemNotice, Waiting } from '../parts/notice'
import { problemOf } from '../rpc/problem'
import { cases } from '../rpc/services'
import { ActText } from './act'
import { Actions } from './actions'
import { useStateLabel, whoOf } from './labels'
import { News } from './news'
import { Notes } from './notes'
import { Parties } from './parties'
import { useCaseChanges } from './watch'
import { useDay } from './when'

export function CasePage() {
  const { id } = useParams({ from: '/cases/$id' })
  return <OneCase key={id} name={`cases/${id}`} />
}

// What takes a case from who was reading it. Whatever else is wrong passes, and must not cost
// them what they were writing.
const TAKEN = ['NOT_FOUND', 'ROLE_NOT_ALLOWED', 'NOT_SIGNED_IN', 'SESSION_NOT_VALID', 'ERASED']

function OneCase({ name }: { name: string }) {
  const found = useQuery({ queryKey: ['case', name], queryFn: () => cases.getCase({ name }) })
  useCaseChanges(name, found.data)
  const problem = found.error === null ? null : problemOf(found.error)
  if (found.data === undefined || (problem !== null && TAKEN.includes(problem.reason))) {
    return <Waiting query={found} />
  }
  return (
    <>
      <ProblemNotice problem={problem} />
      <Read known={found.data} />
    </>
  )
}

function Read({ known }: { known: Case }) {
  const { name } = known
  const queries = useQueryClient()
  const [since, setSince] = useState(known)

  function onDone(now: Case) {
    queries.setQueryData(['case', name], now)
    void queries.invalidateQueries({ queryKey: ['case-history', name] })
  }
  // What somebody else changed is read before anything is said of it.
  async function onStale() {
    const reading = { queryKey: ['case', name], queryFn: () => cases.getCase({ name }) }
    const now = await queries.fetchQuery({ ...reading, staleTime: 0 }).catch(() => undefined)
    await queries.invalidateQueries({ queryKey: ['case-history', name] })
    return now
  }

  return (
    <>
      <Title known={known} />
      <News since={since} known={known} onSeen={() => setSince(known)} />
      <div className="columns">
        <div className="stack">
          <State known={known} />
          <Parties known={known} onDone={onDone} />
        </div>
        <div className="stack">
          <Actions known={known} onDone={onDone} onStale={onStale} />
          <Notes parent={name} />
        </div>
      </div>
      <History name={name} />
    </>
  )
}

function Title({ known }: { known: Case }) {
  const typeLabel = useTypeLabel()
  const { t } = useTranslation()
  return (
    <>
      <h1>{known.type === '' ? t('case.title') : <LabelText label={typeLabel(known.type)} />}</h1>
      <p className="quiet">{known.reference}</p>
    </>
  )
}

function State({ known }: { known: Case }) {
  const { t } = useTranslation()
  const day = useDay()
  const stateLabel = useStateLabel()
  const stageLabel = useStageLabel()
  const outcomes = useCodes('outcome')
  const closed = known.state === Case_State.CLOSED
  return (
    <section className="card" aria-labelledby="state">
      <h2 id="state">{t('case.state')}</h2>
      <Facts
        hidden={known.redacted}
        facts={[
          { name: t('case.state'), value: stateLabel(known.state) },
          { name: t('case.stage'), value: known.stage === '' ? '' : <LabelText label={stageLabel(known.stage)} />, path: 'stage' },
          { name: t('case.opened'), value: day(known.openTime) },
          { name: t('case.receipt'), value: known.receiptNumber, path: 'receipt_number' },
          ...(closed
            ? [
                { name: t('case.closed'), value: day(known.closeTime) },
                { name: t('case.outcome'), value: <LabelText label={labelled(outcomes, known.outcome)} />, path: 'outcome' },
              ]
            : []),
        ]}
      />
    </section>
  )
}

function History({ name }: { name: string }) {
  const { t } = useTranslation()
  const day = useDay()
  const stageLabel = useStageLabel()
  const history = useQuery({ queryKey: ['case-history', name], queryFn: () => cases.listCaseHistory({ name }) })
  return (
    <section className="card scroll" aria-labelledby="history" tabIndex={0} role="region">
      <h2 id="history">{t('case.history')}</h2>
      <Waiting query={history} />
      {history.isSuccess && (
        <table>
          <caption>{t('reading.source.history')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('case.when')}</th>
              <th scope="col">{t('case.what')}</th>
              <th scope="col">{t('case.stage')}</th>
              <th scope="col">{t('case.by')}</th>
            </tr>
          </thead>
          <tbody>
            {history.data.events.map((event) => (
              <tr key={String(event.position)}>
                <td>{day(event.time)}</td>
                <td>
                  <ActText event={event} />
                </td>
                <td>
                  <LabelText label={stageLabel(event.stage)} />
                </td>
                <td>{whoOf(event)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
