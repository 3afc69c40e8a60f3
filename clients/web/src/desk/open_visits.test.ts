import { create } from '@bufbuild/protobuf'
import { ListVisitsResponseSchema, Ticket_State as T } from '@gen/intake_pb'
import { expect, test } from 'vitest'
import { type OpenTicket, openVisitsOf } from './open_visits'

const newest = { name: 'visits/2', tickets: [{ name: 'c', state: T.WAITING }, { name: 'd', state: T.WAITING }] }
const oldest = {
  name: 'visits/1',
  tickets: [{ name: 'a', state: T.SERVING }, { name: 'left', state: T.LEFT }, { name: 'b', state: T.WAITING }],
}

test('matters are served or wait, those of who came first first, and what ended is not shown', () => {
  const page = openVisitsOf(create(ListVisitsResponseSchema, { visits: [newest, oldest] }))
  const names = (tickets: OpenTicket[]) => tickets.map(({ ticket }) => ticket.name)
  expect(names(page.serving)).toEqual(['a'])
  expect(names(page.waiting)).toEqual(['b', 'c', 'd'])
  expect(page.waitingVisits).toBe(2)
  expect(page.more).toBe(false)
})

test('a page that is not the last says so', () => {
  expect(openVisitsOf(create(ListVisitsResponseSchema, { nextPageToken: 'x' })).more).toBe(true)
})
