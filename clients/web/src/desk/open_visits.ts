// The visits whose matters are open, as the desk looks at them. Pure.
import { timestampDate } from '@bufbuild/protobuf/wkt'
import { type ListVisitsResponse, Ticket_State, type Ticket, type Visit } from '@gen/intake_pb'

export interface OpenTicket {
  visit: Visit
  ticket: Ticket
}

export interface OpenVisits {
  // Of today. Who came first stands first.
  serving: OpenTicket[]
  waiting: OpenTicket[]
  waitingVisits: number
  // Whoever came is not here any more, and nobody has said what became of it.
  earlier: OpenTicket[]
  more: boolean // others came before, and are not among these
}

// Of a page of the list, which has the newest first; `dayBegan` is today's first moment.
export function openVisitsOf({ visits, nextPageToken }: ListVisitsResponse, dayBegan: Date): OpenVisits {
  const all = visits.toReversed().flatMap((visit) => visit.tickets.map((ticket) => ({ visit, ticket })))
  const open = all.filter(({ ticket }) => [Ticket_State.SERVING, Ticket_State.WAITING].includes(ticket.state))
  const isToday = ({ visit }: OpenTicket) =>
    visit.occurredTime === undefined || timestampDate(visit.occurredTime) >= dayBegan
  const today = open.filter(isToday)
  const waiting = today.filter(({ ticket }) => ticket.state === Ticket_State.WAITING)
  return {
    serving: today.filter(({ ticket }) => ticket.state === Ticket_State.SERVING),
    waiting,
    waitingVisits: new Set(waiting.map(({ visit }) => visit.name)).size,
    earlier: open.filter((one) => !isToday(one)),
    more: nextPageToken !== '',
  }
}

export function beginningOf(now: Date): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate())
}
