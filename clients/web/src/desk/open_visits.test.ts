import { create } from '@bufbuild/protobuf'
import { timestampFromDate } from '@bufbuild/protobuf/wkt'
import { ListVisitsResponseSchema, Ticket_State as T } from '@gen/intake_pb'
import { expect, test } from 'vitest'
import { beginningOf, type OpenTicket, openVisitsOf } from './open_visits'

const NOW = new Date(2026, 10, 26, 15, 0)
const at = (day: number, hour: number) => timestampFromDate(new Date(2026, 10, day, hour, 0))

const newest = {
  name: 'visits/2',
  occurredTime: at(26, 10),
  tickets: [{ name: 'c', state: T.WAITING }, { name: 'd', state: T.WAITING }],
}
const oldest = {
  name: 'visits/1',
  occurredTime: at(26, 0),
  tickets: [{ name: 'a', state: T.SERVING }, { name: 'left', state: T.LEFT }, { name: 'b', state: T.WAITING }],
}
const yesterday = {
  name: 'visits/0',
  occurredTime: at(25, 23),
  tickets: [{ name: 'x', state: T.SERVING }, { name: 'y', state: T.WAITING }, { name: 'z', state: T.ADVICE_GIVEN }],
}
const names = (tickets: OpenTicket[]) => tickets.map(({ ticket }) => ticket.name)

test('matters are served or wait, those of who came first first, and what ended is not shown', () => {
  const page = openVisitsOf(create(ListVisitsResponseSchema, { visits: [newest, oldest] }), beginningOf(NOW))
  expect(names(page.serving)).toEqual(['a'])
  expect(names(page.waiting)).toEqual(['b', 'c', 'd'])
  expect(page.waitingVisits).toBe(2)
  expect(page.earlier).toEqual([])
  expect(page.more).toBe(false)
})

test('who came on an earlier day waits no more, and is not lost', () => {
  const page = openVisitsOf(create(ListVisitsResponseSchema, { visits: [newest, yesterday] }), beginningOf(NOW))
  expect(names(page.earlier)).toEqual(['x', 'y'])
  expect(names(page.serving)).toEqual([])
  expect(page.waitingVisits).toBe(1)
})

test('a page that is not the last says so', () => {
  expect(openVisitsOf(create(ListVisitsResponseSchema, { nextPageToken: 'x' }), NOW).more).toBe(true)
})
