// Who is at this centre: who is being served, and who waits.
import { Ticket_State, type Ticket, type Visit } from '@gen/intake_pb'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Waiting } from '../parts/notice'
import { intake } from '../rpc/services'
import { type Ended, EndedNotice } from './ended'
import { TicketRow } from './ticket_row'
import { useVisitChanges } from './watch'

export const QUEUE = ['queue']
// Where nothing tells of changes: a stream that broke, until it is there again.
const LOOK_AGAIN_MS = 15_000

export function Queue() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [ended, setEnded] = useState<Ended | null>(null)
  useVisitChanges(() => void queries.invalidateQueries({ queryKey: QUEUE }))
  const queue = useQuery({ queryKey: QUEUE, queryFn: openVisits, refetchInterval: LOOK_AGAIN_MS })
  const visits = queue.data ?? []
  const waiting = visits.filter(({ tickets }) => tickets.some(({ state }) => state === Ticket_State.WAITING))
  return (
    <section className="card" aria-labelledby="waiting">
      <h2 id="waiting">{t('desk.waiting')}</h2>
      <Waiting query={queue} />
      {ended !== null && <EndedNotice key={ended.ticket} ended={ended} onUndone={() => setEnded(null)} />}
      {queue.isSuccess && (
        <p role="status">{waiting.length === 0 ? t('desk.nobody') : t('desk.waiting_count', { count: waiting.length })}</p>
      )}
      {visits.length > 0 && <Tickets visits={visits} onEnded={setEnded} />}
    </section>
  )
}

// All of them, who came first first. The pages go from the last to the first.
async function openVisits(): Promise<Visit[]> {
  const visits: Visit[] = []
  let pageToken = ''
  do {
    const page = await intake.listVisits({ openOnly: true, pageSize: 200, pageToken })
    visits.push(...page.visits)
    pageToken = page.nextPageToken
  } while (pageToken !== '')
  return visits.reverse()
}

function Tickets({ visits, onEnded }: { visits: Visit[]; onEnded: (ended: Ended) => void }) {
  const { t } = useTranslation()
  const [served, setServed] = useState('') // the ticket that was served last, here
  const groups = [
    { title: t('desk.state_serving'), rows: ticketsIn(visits, Ticket_State.SERVING) },
    { title: t('desk.state_waiting'), rows: ticketsIn(visits, Ticket_State.WAITING) },
  ]
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
                    onServed={() => setServed(ticket.name)}
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

function ticketsIn(visits: Visit[], state: Ticket_State): { visit: Visit; ticket: Ticket }[] {
  return visits.flatMap((visit) =>
    visit.tickets.filter((ticket) => ticket.state === state).map((ticket) => ({ visit, ticket })),
  )
}
