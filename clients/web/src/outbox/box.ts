// The outbox of this page: one store, the keys that are open, and when to send.
import { fromBinary } from '@bufbuild/protobuf'
import type { Session } from '@gen/access_pb'
import { LogCallRequestSchema } from '@gen/helpline_pb'
import { OpenVisitRequestSchema } from '@gen/intake_pb'
import { liveQuery } from 'dexie'
import { access } from '../rpc/clients'
import type { Problem } from '../rpc/problem'
import { whenReached } from '../rpc/reach'
import { helpline, intake } from '../rpc/services'
import { type Content, type Outcome, outcomeOf } from './entry'
import { Keyring } from './keyring'
import { Locked, Outbox } from './outbox'
import { pauseAfter } from './pause'
import type { End } from './sender'
import { current, show } from './state'
import { Store } from './store'

const LOCK = 'balcao.outbox'
const NO_STORE: Problem = { reason: 'NO_STORE', text: '', fields: [], told: false }
const LOCKED: Problem = { ...NO_STORE, reason: 'LOCKED' }
const NO_ROOM: Problem = { ...NO_STORE, reason: 'NO_ROOM_HERE' }

const store = new Store()
const keyring = new Keyring(store)
const entries = new Outbox(store, keyring)
export const catalogue = store.catalogue
let user: string | null = null
let turns = 0

// True when this browser can seal and keep. It cannot over plain HTTP, nor where storage is off.
const able: Promise<boolean> = begin()

async function begin(): Promise<boolean> {
  const can = globalThis.crypto?.subtle !== undefined && (await store.open().then(() => true, () => false))
  show({ able: can })
  if (!can) return false
  // What another page of ours keeps or sends shows here as well.
  liveQuery(() => store.entries.toArray()).subscribe({ next: () => void look() })
  whenReached(() => void flush())
  return true
}

let looks = 0

async function look(): Promise<void> {
  const mine = ++looks
  const contents = await entries.contents(user)
  if (mine === looks) show({ ...contents, open: keyring.user !== null })
}

// Who is signed in, as the server says; keys of anybody else are forgotten.
export async function belongsTo(login: string | null): Promise<void> {
  if (!(await able)) return
  const turn = ++turns
  const next = login === null ? null : await keyring.userOf(login)
  if (turn !== turns) return
  user = next
  if (keyring.user !== null && keyring.user !== user) keyring.lock()
  await look()
  void flush()
}

export async function signedIn(login: string, password: string, session: Session): Promise<void> {
  if (!(await able)) return
  await keyring.signedIn(login, password, session)
  show({ unlocked: null, safe: (await navigator.storage?.persist?.()) ?? false })
  await look()
  void flush()
}

// Without the server. False when the password opens nothing here.
export async function unlock(login: string, password: string): Promise<boolean> {
  if (!(await able)) return false
  const session = await keyring.unlock(login, password)
  if (session === null) return false
  turns++
  user = keyring.user
  show({ unlocked: session })
  await look()
  void flush()
  return true
}

export async function openEarlier(password: string): Promise<boolean> {
  const opened = await keyring.openEarlier(password)
  await look()
  if (opened) void flush()
  return opened
}

// `stays` is who is still at the page, though their session is over.
export async function lock(stays: Session | null = null): Promise<void> {
  turns++
  keyring.lock()
  if (stays === null) user = null
  show({ unlocked: stays, mending: null, stuck: null, sent: 0 })
  if (await able) await look()
}

// Null when it is kept.
export async function keep(id: string, content: Content, replaces: string | null): Promise<Problem | null> {
  if (!(await able)) return NO_STORE
  try {
    await entries.keep(id, content, replaces)
  } catch (error) {
    return error instanceof Locked ? LOCKED : NO_ROOM
  }
  await look()
  void flush()
  return null
}

export async function again(id: string): Promise<void> {
  await entries.again(id)
  await look()
  void flush()
}

export async function discard(id: string): Promise<void> {
  await entries.discard(id)
  await look()
}

let running = false
let wanted = false
let failures = 0
let timer: ReturnType<typeof setTimeout> | undefined

// Asked for while it runs, it runs once more.
export async function flush(): Promise<void> {
  wanted = true
  if (running) return
  running = true
  clearTimeout(timer)
  try {
    while (wanted) {
      wanted = false
      settle(await entries.send(alone, post))
    }
  } catch {
    // The store failed: what waits is still there, and another attempt comes.
    settle({ kind: 'later', problem: NO_ROOM })
  } finally {
    running = false
  }
}

function settle(end: End): void {
  show({ stuck: end.kind === 'empty' ? null : end.problem })
  failures = end.kind === 'later' ? failures + 1 : 0
  if (end.kind === 'later') timer = setTimeout(() => void flush(), pauseAfter(failures, Math.random()))
}

async function alone(run: () => Promise<End>): Promise<End> {
  return navigator.locks === undefined ? run() : await navigator.locks.request(LOCK, run)
}

// Says which request it was.
async function sendOne(content: Content): Promise<string> {
  if (content.method === 'OpenVisit') {
    const request = fromBinary(OpenVisitRequestSchema, content.request)
    await intake.openVisit(request)
    return request.requestId
  }
  const request = fromBinary(LogCallRequestSchema, content.request)
  await helpline.logCall(request)
  return request.requestId
}

// One entry to the server. The cookie may be another person's by now, who signed in on another page:
// what somebody wrote is never sent in the name of somebody else.
async function post(content: Content): Promise<Outcome> {
  try {
    const { account } = await access.getSession({})
    if (account === undefined || (await keyring.userOf(account.login)) !== keyring.user) {
      return { kind: 'nobody', problem: { ...NO_STORE, reason: 'NOT_SIGNED_IN' } }
    }
    show({ sent: current().sent + 1, lastSent: await sendOne(content) })
    return { kind: 'done' }
  } catch (error) {
    return outcomeOf(error)
  }
}
