// Who is waiting at this centre.
import { Ticket_State } from '@gen/intake_pb'
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

const OPEN = [Ticket_State.WAITING, Ticket_State.SERVING]

export function Queue() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [ended, setEnded] = useState<Ended | null>(null)
  useVisitChanges(() => void queries.invalidateQueries({ queryKey: QUEUE }))
  const queue = useQuery({
    queryKey: QUEUE,
    queryFn: () => intake.listVisits({ openOnly: true, pageSize: 50 }),
    refetchInterval: LOOK_AGAIN_MS,
  })
  const visits = queue.data?.visits ?? []
  return (
    <section className="card" aria-labelledby="waiting">
      <h2 id="waiting">{t('desk.waiting')}</h2>
      <Waiting query={queue} />
      {ended !== null && <EndedNotice key={ended.ticket} ended={ended} onUndone={() => setEnded(null)} />}
      {queue.isSuccess && visits.length === 0 && <p>{t('desk.nobody')}</p>}
      {visits.length > 0 && (
        <>
          <p role="status">{t('desk.waiting_count', { count: visits.length })}</p>
          <div className="scroll" role="group" aria-labelledby="waiting" tabIndex={0}>
            <table>
              <caption>{t('reading.source.queue')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('desk.arrived')}</th>
                  <th scope="col">{t('desk.matter')}</th>
                  <th scope="col">{t('desk.act')}</th>
                </tr>
              </thead>
              <tbody>
                {/* Who came first stands first. */}
                {visits.toReversed().flatMap((visit) =>
                  visit.tickets
                    .filter((ticket) => OPEN.includes(ticket.state))
                    .map((ticket) => (
                      <TicketRow key={ticket.name} visit={visit} ticket={ticket} onEnded={setEnded} />
                    )),
                )}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  )
}
