// Who is waiting at this centre.
import { Ticket_State, type Ticket, type Visit } from '@gen/intake_pb'
import { timestampDate } from '@bufbuild/protobuf/wkt'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { labelIn, useCodes } from '../parts/catalogue'
import { ProblemNotice, Waiting } from '../parts/notice'
import { intake } from '../rpc/clients'
import { problemOf } from '../rpc/problem'
import { newRequestId } from '../rpc/request_id'
import { useVisitChanges } from './watch'
import { localeOf } from '../words'

export const QUEUE = ['queue']
// Where nothing tells of changes: a stream that broke, until it is there again.
const LOOK_AGAIN_MS = 15_000

const OPEN = [Ticket_State.WAITING, Ticket_State.SERVING]

export function Queue() {
  const { t } = useTranslation()
  const queries = useQueryClient()
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
                  <th scope="col">{t('desk.state')}</th>
                  <th scope="col">{t('desk.act')}</th>
                </tr>
              </thead>
              <tbody>
                {/* Who came first stands first. */}
                {visits.toReversed().flatMap((visit) =>
                  visit.tickets
                    .filter((ticket) => OPEN.includes(ticket.state))
                    .map((ticket) => <Row key={ticket.name} visit={visit} ticket={ticket} />),
                )}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  )
}

function Row({ visit, ticket }: { visit: Visit; ticket: Ticket }) {
  const { t, i18n } = useTranslation()
  const queries = useQueryClient()
  const areas = useCodes('case_area')
  const act = useMutation({
    mutationFn: (what: 'serve' | 'advice' | 'left') => {
      const requestId = newRequestId()
      if (what === 'serve') return intake.serveTicket({ name: ticket.name, requestId })
      const state = what === 'advice' ? Ticket_State.ADVICE_GIVEN : Ticket_State.LEFT
      return intake.closeTicket({ name: ticket.name, state, requestId })
    },
    onSettled: () => queries.invalidateQueries({ queryKey: QUEUE }),
  })
  const matter = labelIn(areas, ticket.area)
  const waits = ticket.state === Ticket_State.WAITING
  return (
    <tr>
      <td>{visit.occurredTime === undefined ? '' : arrival(timestampDate(visit.occurredTime), localeOf(i18n.language))}</td>
      <td>{matter}</td>
      <td>{waits ? t('desk.state_waiting') : t('desk.state_serving')}</td>
      <td>
        {act.isError && <ProblemNotice problem={problemOf(act.error)} />}
        <div className="row">
          {waits && (
            <Act name={t('desk.serve')} of={matter} onPress={() => act.mutate('serve')} working={act.isPending} />
          )}
          <Act name={t('desk.advice')} of={matter} onPress={() => act.mutate('advice')} working={act.isPending} />
          <Act name={t('desk.left')} of={matter} onPress={() => act.mutate('left')} working={act.isPending} />
        </div>
      </td>
    </tr>
  )
}

// The time, and the day when it was not today.
function arrival(time: Date, locale: string): string {
  const today = time.toDateString() === new Date().toDateString()
  return new Intl.DateTimeFormat(
    locale,
    today ? { timeStyle: 'short' } : { dateStyle: 'short', timeStyle: 'short' },
  ).format(time)
}

function Act(props: { name: string; of: string; onPress: () => void; working: boolean }) {
  return (
    <Button
      className="button second"
      aria-label={`${props.name}: ${props.of}`}
      onPress={props.onPress}
      isDisabled={props.working}
    >
      {props.name}
    </Button>
  )
}
