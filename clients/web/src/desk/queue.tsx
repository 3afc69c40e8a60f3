// Who is at this centre: who is being served, and who waits.
import type { Visit } from '@gen/intake_pb'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Waiting } from '../parts/notice'
import { useOpened } from '../parts/use_opened'
import { intake } from '../rpc/services'
import { type Ended, EndedNotice } from './ended'
import { beginningOf, type OpenTicket, openVisitsOf } from './open_visits'
import { TicketRow } from './ticket_row'
import { useVisitChanges } from './watch'

export const QUEUE = ['queue']
// Where nothing tells of changes: a stream that broke, until it is there again.
const LOOK_AGAIN_MS = 15_000
// More than wait at the largest centre at a time, which is forty.
const SHOWN_MAX = 100

export function Queue({ onReceipt }: { onReceipt: (visit: Visit) => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [ended, setEnded] = useState<Ended | null>(null)
  const [served, setServed] = useState('') // the ticket that was served last, here
  useVisitChanges(() => void queries.invalidateQueries({ queryKey: QUEUE }))
  const queue = useQuery({
    queryKey: QUEUE,
    queryFn: () => intake.listVisits({ openOnly: true, pageSize: SHOWN_MAX }),
    select: (page) => openVisitsOf(page, beginningOf(new Date())),
    refetchInterval: LOOK_AGAIN_MS,
  })
  const open = queue.data
  const shared = { served, onReceipt, onEnded: setEnded, onServed: setServed }
  function undone() {
    setServed(ended?.ticket ?? '')
    setEnded(null)
  }
  return (
    <section className="card" aria-labelledby="waiting">
      <h2 id="waiting">{t('desk.waiting')}</h2>
      <Waiting query={queue} />
      {ended !== null && <EndedNotice key={ended.ticket} ended={ended} onUndone={undone} />}
      {open !== undefined && (
        <>
          <p role="status">
            {open.waitingVisits === 0 ? t('desk.nobody') : t('desk.waiting_count', { count: open.waitingVisits })}
          </p>
          <Tickets
            groups={[
              { title: t('desk.state_serving'), rows: open.serving },
              { title: t('desk.state_waiting'), rows: open.waiting },
            ]}
            {...shared}
          />
          {open.earlier.length > 0 && <Earlier earlier={open.earlier} {...shared} />}
          {open.more && <p className="quiet">{t('desk.more')}</p>}
        </>
      )}
    </section>
  )
}

type Shared = Omit<TicketsProps, 'groups'>

// Folded, under who waits: somebody is to say what became of them.
function Earlier({ earlier, ...shared }: Shared & { earlier: OpenTicket[] }) {
  const { t } = useTranslation()
  const { opened, onToggle } = useOpened()
  return (
    <details className="go-on" onToggle={onToggle}>
      <summary>{t('desk.earlier', { count: earlier.length })}</summary>
      <p className="quiet">{t('desk.earlier_help')}</p>
      {opened && <Tickets groups={[{ title: t('desk.earlier_days'), rows: earlier }]} {...shared} />}
    </details>
  )
}

interface TicketsProps {
  groups: { title: string; rows: OpenTicket[] }[]
  served: string
  onReceipt: (visit: Visit) => void
  onEnded: (ended: Ended) => void
  onServed: (ticket: string) => void
}

function Tickets({ groups, served, onReceipt, onEnded, onServed }: TicketsProps) {
  const { t } = useTranslation()
  if (groups.every(({ rows }) => rows.length === 0)) return null
  return (
    <div className="scroll" role="group" aria-labelledby="waiting" tabIndex={0}>
      <table className="queue">
        <caption>{t('reading.source.queue')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('desk.number')}</th>
            <th scope="col">{t('desk.arrived')}</th>
            <th scope="col">{t('desk.matter')}</th>
          </tr>
        </thead>
        {groups.map(
          ({ title, rows }) =>
            rows.length > 0 && (
              <tbody key={title}>
                <tr>
                  <th scope="rowgroup" colSpan={3} className="group">
                    {title}
                  </th>
                </tr>
                {rows.map(({ visit, ticket }) => (
                  <TicketRow
                    key={ticket.name}
                    {...{ visit, ticket, onEnded }}
                    onReceipt={() => onReceipt(visit)}
                    onServed={() => onServed(ticket.name)}
                    takesFocus={served === ticket.name}
                  />
                ))}
              </tbody>
            ),
        )}
      </table>
    </div>
  )
}
