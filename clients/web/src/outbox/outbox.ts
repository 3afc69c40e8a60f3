// The entries of this device: kept sealed, opened for their owner, sent, and settled.
import type { Problem } from '../rpc/problem'
import { bytesOf, type Content, contentOf, firstWaiting, type Outcome, type State } from './entry'
import type { Keyring } from './keyring'
import { open, seal } from './seal'
import { type End, sendAll } from './sender'
import { type EntryRow, placeOf, type Store } from './store'

export interface Entry {
  id: string
  order: number
  state: State
  content: Content | null // null for what was damaged, or tampered with
}

// What is there for who works here, and how much that they cannot read.
export interface Contents {
  mine: Entry[]
  locked: number // of theirs, under a key that is not open
  others: number
}

export class Locked extends Error {}

interface Sending {
  row: EntryRow
  content: Content
}

export class Outbox {
  constructor(
    private readonly store: Store,
    private readonly keyring: Keyring,
  ) {}

  // `user` is who is signed in, whether or not their keys are open.
  async contents(user: string | null): Promise<Contents> {
    const rows = await this.store.entries.orderBy('order').toArray()
    const own = rows.filter((row) => row.user === user)
    const readable = own.filter((row) => this.keyring.key(row.key) !== undefined)
    const mine = await Promise.all(readable.map((row) => this.#entryOf(row)))
    return { mine, locked: own.length - readable.length, others: rows.length - own.length }
  }

  // Throws Locked when no key is open, and what the browser throws when it has no room. `replaces`
  // is a refused entry that was mended: the new one takes its place in the order.
  async keep(id: string, content: Content, replaces: string | null): Promise<void> {
    const newest = this.keyring.newest
    const user = this.keyring.user
    if (newest === null || user === null) throw new Locked()
    const old = replaces === null ? undefined : await this.store.entries.get(replaces)
    const order = old?.order ?? (await this.store.nextOrder())
    const row = await sealed({ id, user, key: newest.id, order, state: 'waiting' }, newest.key, content)
    // The same request may be waiting already: it was sent from here, and its answer was lost.
    await this.store.replace(replaces ?? id, row)
  }

  // The same request again.
  async again(id: string): Promise<void> {
    const row = await this.store.entries.get(id)
    const key = row === undefined ? undefined : this.keyring.key(row.key)
    if (row === undefined || key === undefined || row.state !== 'refused') return
    const content = contentOf(await open(key, placeOf(row), row.sealed))
    await this.store.change(await sealed({ ...row, state: 'waiting' }, key, { ...content, problem: null }), 'refused')
  }

  // For ever. Only what was refused, or cannot be read any more, can be given up.
  async discard(id: string): Promise<void> {
    const row = await this.store.entries.get(id)
    if (row === undefined || this.keyring.key(row.key) === undefined) return
    if (row.state === 'waiting' && (await this.#contentOf(row)) !== null) return
    await this.store.entries.delete(id)
  }

  send(alone: (run: () => Promise<End>) => Promise<End>, post: (content: Content) => Promise<Outcome>): Promise<End> {
    return sendAll<Sending>({
      alone,
      next: () => this.#next(),
      send: ({ content }) => post(content),
      done: async ({ row }) => this.store.entries.delete(row.id),
      refused: ({ row, content }, problem) => this.#refuse(row, content, problem),
    })
  }

  async #next(): Promise<Sending | undefined> {
    const user = this.keyring.user
    if (user === null) return undefined
    let rows = (await this.store.entriesOf(user)).filter((row) => this.keyring.key(row.key) !== undefined)
    for (let row = firstWaiting(rows); row !== undefined; row = firstWaiting(rows)) {
      const content = await this.#contentOf(row)
      if (content !== null) return { row, content }
      rows = rows.filter((other) => other !== row)
    }
    return undefined
  }

  async #refuse(row: EntryRow, content: Content, problem: Problem): Promise<void> {
    const key = this.keyring.key(row.key)
    // Signed out meanwhile: it is refused again when its owner is back.
    if (key === undefined) return
    await this.store.change(await sealed({ ...row, state: 'refused' }, key, { ...content, problem }), 'waiting')
  }

  async #entryOf(row: EntryRow): Promise<Entry> {
    return { id: row.id, order: row.order, state: row.state, content: await this.#contentOf(row) }
  }

  async #contentOf(row: EntryRow): Promise<Content | null> {
    const key = this.keyring.key(row.key)
    if (key === undefined) return null
    return open(key, placeOf(row), row.sealed).then(contentOf, () => null)
  }
}

async function sealed(row: Omit<EntryRow, 'sealed'>, key: CryptoKey, content: Content): Promise<EntryRow> {
  return { ...row, sealed: await seal(key, placeOf(row), bytesOf(content)) }
}
