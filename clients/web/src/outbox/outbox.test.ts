// @vitest-environment node
import 'fake-indexeddb/auto'
import { create } from '@bufbuild/protobuf'
import { SessionSchema } from '@gen/access_pb'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Problem } from '../rpc/problem'
import type { Content, Outcome } from './entry'
import { Keyring } from './keyring'
import { Locked, Outbox } from './outbox'
import type { End } from './sender'
import { Store } from './store'

const FEW = 100
const PASSWORD = 'balcao-demo-2020'
const REFUSED: Problem = { reason: 'INVALID_FIELDS', text: 'não', fields: [], told: true }
const AWAY: Outcome = { kind: 'later', problem: { ...REFUSED, reason: 'NO_NETWORK' } }
const ANA = create(SessionSchema, { token: 'secret', account: { name: 'accounts/1', login: 'ana', displayName: 'Ana Matos' } })
const RUI = create(SessionSchema, { account: { name: 'accounts/2', login: 'rui' } })

// A page: what it holds in memory is gone when it is closed.
class Page {
  readonly keyring: Keyring
  readonly outbox: Outbox
  constructor(readonly store: Store) {
    this.keyring = new Keyring(store, FEW)
    this.outbox = new Outbox(store, this.keyring)
  }
  contents = async (login: string) => this.outbox.contents(await this.keyring.userOf(login))
}

const stores: Store[] = []
let device = 0

function page(): Page {
  const store = new Store(`device ${device}`)
  stores.push(store)
  return new Page(store)
}

async function pageOf(session = ANA, password = PASSWORD): Promise<Page> {
  const opened = page()
  await opened.keyring.signedIn(session.account!.login, password, session)
  return opened
}

function content(text: string): Content {
  return { method: 'LogCall', request: new TextEncoder().encode(text), occurred: 1, form: { note: text }, problem: null }
}

const textOf = (one: Content) => new TextDecoder().decode(one.request)
const latin = new TextDecoder('latin1')
// Others have their turn; sooner than a timer would come back.
const aMoment = () =>
  new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => (port1.close(), resolve())
    port2.postMessage(null)
  })
const freely = (run: () => Promise<End>) => run()

beforeEach(() => {
  device++
})
afterEach(() => {
  for (const store of stores.splice(0)) store.close()
})

test('nothing is kept before its owner opened a key, and it says so', async () => {
  await expect(page().outbox.keep('1', content('a'), null)).rejects.toThrow(Locked)
})

test('what was kept is there after a reload, once the password was typed, and not before', async () => {
  await (await pageOf()).outbox.keep('1', content('a'), null)
  const next = page()
  expect(await next.contents('ana')).toEqual({ mine: [], locked: 1, others: 0 })
  expect(await next.keyring.unlock('ana', 'outra palavra-passe')).toBeNull()
  const session = await next.keyring.unlock('ana', PASSWORD)
  expect(session?.account?.displayName).toBe('Ana Matos')
  expect(session?.token).toBe('')
  expect((await next.contents('ana')).mine.map((entry) => textOf(entry.content!))).toEqual(['a'])
})

test('another user sees how many, and opens none', async () => {
  await (await pageOf()).outbox.keep('1', content('a'), null)
  const rui = await pageOf(RUI)
  expect(await rui.contents('rui')).toEqual({ mine: [], locked: 0, others: 1 })
  const sent: string[] = []
  await rui.outbox.send(freely, async (one) => (sent.push(textOf(one)), { kind: 'done' }))
  expect(sent).toEqual([])
  await rui.outbox.discard('1')
  expect((await rui.contents('rui')).others).toBe(1)
})

test('after a sign-out nothing is open, even where a key was still being derived', async () => {
  const signing = page()
  const late = signing.keyring.signedIn('ana', PASSWORD, ANA)
  signing.keyring.lock()
  await late
  expect(signing.keyring.user).toBeNull()
})

test('with another password what waits stays sealed until the earlier one is told, once', async () => {
  await (await pageOf()).outbox.keep('1', content('before'), null)
  const reset = await pageOf(ANA, 'uma palavra nova')
  expect(await reset.contents('ana')).toEqual({ mine: [], locked: 1, others: 0 })
  await reset.outbox.keep('2', content('after'), null)
  expect(await reset.keyring.openEarlier('não é esta')).toBe(false)
  expect((await reset.contents('ana')).locked).toBe(1)
  expect(await reset.keyring.openEarlier(PASSWORD)).toBe(true)
  expect((await reset.contents('ana')).mine.map((entry) => textOf(entry.content!))).toEqual(['before', 'after'])
  const later = await pageOf(ANA, 'uma palavra nova')
  expect((await later.contents('ana')).locked).toBe(0)
})

test('a key that nothing waits under is dropped when the password is another', async () => {
  await pageOf()
  const reset = await pageOf(ANA, 'uma palavra nova')
  expect(await reset.store.keys.count()).toBe(1)
})

test('sealed bytes that were moved, reordered or changed are shown as damaged, and never sent', async () => {
  const ana = await pageOf()
  await ana.outbox.keep('1', content('a'), null)
  await ana.outbox.keep('2', content('b'), null)
  const [first, second] = await ana.store.entries.orderBy('order').toArray()
  await ana.store.entries.put({ ...first!, sealed: second!.sealed })
  await ana.store.entries.put({ ...second!, order: 0 })
  expect((await ana.contents('ana')).mine.map((entry) => entry.content)).toEqual([null, null])
  const sent: string[] = []
  expect(await ana.outbox.send(freely, async (one) => (sent.push(textOf(one)), { kind: 'done' }))).toEqual({ kind: 'empty' })
  expect(sent).toEqual([])
  expect((await ana.contents('ana')).mine).toHaveLength(2)
})

test('the same request is kept once, however often its answer is lost', async () => {
  const ana = await pageOf()
  await ana.outbox.keep('1', content('a'), null)
  await ana.outbox.keep('1', content('a'), null)
  expect((await ana.contents('ana')).mine).toHaveLength(1)
})

test('what was refused keeps its reason; mended, it goes in its old place', async () => {
  const ana = await pageOf()
  await ana.outbox.keep('1', content('bad'), null)
  await ana.outbox.keep('2', content('good'), null)
  const verdict = async (one: Content): Promise<Outcome> =>
    textOf(one) === 'bad' ? { kind: 'refused', problem: REFUSED } : AWAY
  await ana.outbox.send(freely, verdict)
  const [refused, waiting] = (await ana.contents('ana')).mine
  expect(refused).toMatchObject({ id: '1', state: 'refused', content: { problem: REFUSED, form: { note: 'bad' } } })
  expect(waiting).toMatchObject({ id: '2', state: 'waiting' })
  await ana.outbox.keep('3', content('mended'), '1')
  expect((await ana.contents('ana')).mine.map((entry) => [entry.id, entry.state])).toEqual([
    ['3', 'waiting'],
    ['2', 'waiting'],
  ])
})

test('what was refused is sent again as it was, in its place, when asked', async () => {
  const ana = await pageOf()
  await ana.outbox.keep('1', content('a'), null)
  await ana.outbox.keep('2', content('b'), null)
  await ana.outbox.send(freely, async () => ({ kind: 'refused', problem: REFUSED }))
  await ana.outbox.again('2')
  await ana.outbox.again('1')
  expect((await ana.contents('ana')).mine.map((entry) => entry.content?.problem)).toEqual([null, null])
  const sent: string[] = []
  await ana.outbox.send(freely, async (one) => (sent.push(textOf(one)), { kind: 'done' }))
  expect(sent).toEqual(['a', 'b'])
})

test('what waits cannot be given up, and what was refused can', async () => {
  const ana = await pageOf()
  await ana.outbox.keep('1', content('a'), null)
  await ana.outbox.discard('1')
  expect((await ana.contents('ana')).mine).toHaveLength(1)
  await ana.outbox.send(freely, async () => ({ kind: 'refused', problem: REFUSED }))
  await ana.outbox.discard('1')
  expect((await ana.contents('ana')).mine).toEqual([])
})

test('what is on the disk holds nothing of what was typed, nor the login', async () => {
  const ana = await pageOf()
  await ana.outbox.keep('1', content('Oksana Kovalenko 912345678'), null)
  const all = [await ana.store.keys.toArray(), await ana.store.entries.toArray()]
  const bytes = JSON.stringify(all, (_, value) => (ArrayBuffer.isView(value) ? latin.decode(value as Uint8Array) : value))
  for (const typed of ['Oksana', '912345678', 'ana', 'Matos', PASSWORD]) expect(bytes).not.toContain(typed)
})

// Any interleaving of pages that send, lose answers, are refused, are closed in the middle.
function chances(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

// One page at a time has it; a page that is closed lets go of it.
class Mutex {
  #tail: Promise<unknown> = Promise.resolve()
  closed = new Set<Page>()
  take(owner: Page, gone: Promise<void>) {
    return (run: () => Promise<End>): Promise<End> => {
      const mine = this.#tail.then(() => (this.closed.has(owner) ? ({ kind: 'empty' } as const) : run()))
      this.#tail = Promise.race([mine.catch(() => undefined), gone])
      return mine
    }
  }
}

class House {
  readonly written = new Map<string, string>()
  constructor(private readonly chance: () => number) {}
  // What has a `!` is refused; the rest is written once, whether or not the answer arrives.
  async answer(one: Content): Promise<Outcome | 'closed'> {
    const text = textOf(one)
    await aMoment()
    const luck = this.chance()
    if (luck < 0.15) return AWAY
    if (text.includes('!')) return { kind: 'refused', problem: REFUSED }
    if (!this.written.has(text)) this.written.set(text, text)
    if (luck < 0.3) return AWAY // the answer is lost
    return luck < 0.4 ? 'closed' : { kind: 'done' }
  }
}

test('whatever happens, each entry is sent once and in order, or is shown as refused', async () => {
  for (let seed = 1; seed <= 60; seed++) {
    device++
    const chance = chances(seed)
    const house = new House(chance)
    const mutex = new Mutex()
    const open = async () => {
      const opened = await pageOf()
      let close = () => {}
      const gone = new Promise<void>((resolve) => (close = resolve))
      return { opened, gone, close: () => (mutex.closed.add(opened), close()) }
    }
    const pages = [await open(), await open()]
    const kept: string[] = []
    const running: Promise<unknown>[] = []
    const send = (at: number) => {
      const { opened, gone, close } = pages[at]!
      const post = async (one: Content): Promise<Outcome> => {
        const answer = await house.answer(one)
        if (answer !== 'closed') return answer
        close()
        pages[at] = await open()
        return new Promise<Outcome>(() => {}) // this page is no more
      }
      running.push(Promise.race([opened.outbox.send(mutex.take(opened, gone), post), gone]))
    }
    for (let step = 0; step < 25; step++) {
      const at = chance() < 0.5 ? 0 : 1
      if (chance() < 0.5) {
        const text = `${String(step).padStart(2, '0')}${chance() < 0.2 ? '!' : ''}`
        await pages[at]!.opened.outbox.keep(text, content(text), null)
        kept.push(text)
      } else {
        send(at)
      }
      if (chance() < 0.5) await aMoment()
    }
    await Promise.all(running)
    // The network is there, and stays.
    const last = await pageOf()
    const calm = async (one: Content): Promise<Outcome> => {
      if (textOf(one).includes('!')) return { kind: 'refused', problem: REFUSED }
      if (!house.written.has(textOf(one))) house.written.set(textOf(one), textOf(one))
      return { kind: 'done' }
    }
    await last.outbox.send(freely, calm)
    const good = kept.filter((text) => !text.includes('!'))
    expect([...house.written.keys()], `seed ${seed}`).toEqual(good)
    const left = (await last.contents('ana')).mine
    expect(left.map((entry) => entry.id), `seed ${seed}`).toEqual(kept.filter((text) => text.includes('!')))
    expect(left.every((entry) => entry.state === 'refused' && entry.content?.problem?.reason === 'INVALID_FIELDS')).toBe(true)
  }
}, 60_000)
