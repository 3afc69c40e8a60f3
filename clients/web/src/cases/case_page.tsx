// A case: where it stands, who is in it, what was done, and what may be done next.
import { timestampDate, type Timestamp } from '@bufbuild/protobuf/wkt'
import { type Case, Case_State } from '@gen/cases_pb'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { labelIn, useCaseType, useCodes } from '../parts/catalogue'
import { Facts } from '../parts/facts'
import { Notice, Waiting } from '../parts/notice'
import { idOf, nameOf } from '../people/described'
import { cases, people } from '../rpc/clients'
import { localeOf } from '../words'
import { Actions } from './actions'
import { stageText, useMethodLabel, useRoleLabel, useStateLabel } from './labels'
import { Notes } from './notes'

export function CasePage() {
  const { t } = useTranslation()
  const { id } = useParams({ from: '/cases/$id' })
  const name = `cases/${id}`
  const queries = useQueryClient()
  const found = useQuery({ queryKey: ['case', name], queryFn: () => cases.getCase({ name }) })
  const [changedBySomebody, setChangedBySomebody] = useState(false)
  if (!found.isSuccess) return <Waiting query={found} />

  function onDone(now: Case) {
    setChangedBySomebody(false)
    queries.setQueryData(['case', name], now)
    void queries.invalidateQueries({ queryKey: ['case-history', name] })
  }
  // What somebody else changed is read before anything is said of it.
  async function onStale() {
    await found.refetch()
    await queries.invalidateQueries({ queryKey: ['case-history', name] })
    setChangedBySomebody(true)
  }

  return (
    <>
      <Title known={found.data} />
      {changedBySomebody && <Notice>{t('case.changed')}</Notice>}
      <div className="columns">
        <div className="stack">
          <State known={found.data} />
          <Parties known={found.data} />
        </div>
        <div className="stack">
          <Actions key={found.data.etag} known={found.data} onDone={onDone} onStale={() => void onStale()} />
          <Notes parent={name} />
        </div>
      </div>
      <History name={name} />
    </>
  )
}

function Title({ known }: { known: Case }) {
  const type = useCaseType(known.type)
  const { t } = useTranslation()
  return (
    <>
      <h1>{type === undefined ? t('case.title') : <span lang="en">{type.title}</span>}</h1>
      <p className="quiet">{known.reference}</p>
    </>
  )
}

function useDay(): (time: Timestamp | undefined) => string {
  const { i18n } = useTranslation()
  const format = new Intl.DateTimeFormat(localeOf(i18n.language), { dateStyle: 'medium', timeStyle: 'short' })
  return (time) => (time === undefined ? '' : format.format(timestampDate(time)))
}

function State({ known }: { known: Case }) {
  const { t } = useTranslation()
  const day = useDay()
  const stateLabel = useStateLabel()
  const outcomes = useCodes('outcome')
  const closed = known.state === Case_State.CLOSED
  return (
    <section className="card" aria-labelledby="state">
      <h2 id="state">{t('case.state')}</h2>
      <Facts
        hidden={known.redacted}
        facts={[
          { name: t('case.state'), value: stateLabel(known.state) },
          { name: t('case.stage'), value: known.stage === '' ? '' : <span lang="en">{stageText(known.stage)}</span>, path: 'stage' },
          { name: t('case.opened'), value: day(known.openTime) },
          { name: t('case.receipt'), value: known.receiptNumber, path: 'receipt_number' },
          ...(closed
            ? [
                { name: t('case.closed'), value: day(known.closeTime) },
                { name: t('case.outcome'), value: labelIn(outcomes, known.outcome), path: 'outcome' },
              ]
            : []),
        ]}
      />
    </section>
  )
}

function Parties({ known }: { known: Case }) {
  const { t } = useTranslation()
  const roleLabel = useRoleLabel()
  return (
    <section className="card" aria-labelledby="parties">
      <h2 id="parties">{t('case.parties')}</h2>
      <ul className="plain">
        {known.parties.map((party, index) => (
          <li key={index}>
            {roleLabel(party.role)}:{' '}
            {party.person === '' ? (
              party.displayName
            ) : (
              <PersonLink name={party.person} />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

// Shown by name: who sees the case sees who it is about, and leaves a trace of it.
function PersonLink({ name }: { name: string }) {
  const { t } = useTranslation()
  const person = useQuery({ queryKey: ['person', name], queryFn: () => people.getPerson({ name }) })
  return (
    <Link to="/people/$id" params={{ id: idOf(name) }}>
      {person.data === undefined ? t('person.title') : nameOf(person.data, t('find.anonymous'))}
    </Link>
  )
}

function History({ name }: { name: string }) {
  const { t } = useTranslation()
  const day = useDay()
  const methodLabel = useMethodLabel()
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
                <td>{methodLabel(event.method)}</td>
                <td lang="en">{stageText(event.stage)}</td>
                <td>{event.actor}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
