// The visits whose matters are open, as the desk looks at them. Pure.
import { type ListVisitsResponse, Ticket_State, type Ticket, type Visit } from '@gen/intake_pb'

export interface OpenTicket {
  visit: Visit
  ticket: Ticket
}

export interface OpenVisits {
  // Who came first stands first.
  serving: OpenTicket[]
  waiting: OpenTicket[]
  waitingVisits: number
  more: boolean // others came before, and are not among these
}

// Of a page of the list, which has the newest first.
export function openVisitsOf({ visits, nextPageToken }: ListVisitsResponse): OpenVisits {
  const open = visits.toReversed().flatMap((visit) => visit.tickets.map((ticket) => ({ visit, ticket })))
  const waiting = open.filter(({ ticket }) => ticket.state === Ticket_State.WAITING)
  return {
    serving: open.filter(({ ticket }) => ticket.state === Ticket_State.SERVING),
    waiting,
    waitingVisits: new Set(waiting.map(({ visit }) => visit.name)).size,
    more: nextPageToken !== '',
  }
}
