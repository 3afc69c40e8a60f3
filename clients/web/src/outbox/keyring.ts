// The keys of who works here, while this page is open: opened by the password, and in memory alone.
import { fromBinary, toBinary } from '@bufbuild/protobuf'
import { SessionSchema, type Session } from '@gen/access_pb'
import { newDataKey, open, openDataKey, type Opener, openerOf, rewrap, seal, userOf } from './seal'
import { type KeyRow, ownerOf, type Store } from './store'

interface Opened {
  user: string
  newest: string // the key that seals what comes
  keys: Map<string, CryptoKey>
  opener: Opener
}

export class Keyring {
  #opened: Opened | null = null
  #turn = 0 // who signed out while a key was being derived stays out

  constructor(
    private readonly store: Store,
    private readonly iterations?: number,
  ) {}

  async userOf(login: string): Promise<string> {
    return userOf(await this.store.device(), login)
  }

  get user(): string | null {
    return this.#opened?.user ?? null
  }

  get newest(): { id: string; key: CryptoKey } | null {
    if (this.#opened === null) return null
    return { id: this.#opened.newest, key: this.#opened.keys.get(this.#opened.newest)! }
  }

  key(id: string): CryptoKey | undefined {
    return this.#opened?.keys.get(id)
  }

  lock(): void {
    this.#turn++
    this.#opened = null
  }

  // The server has just taken this password. A key that it does not open was sealed with an earlier
  // one, and is kept while something waits under it.
  async signedIn(login: string, password: string, session: Session): Promise<void> {
    const turn = ++this.#turn
    const user = await this.userOf(login)
    let opened = await this.#open(user, password)
    if (opened === null) {
      const opener = await openerOf(password, undefined, this.iterations)
      const id = crypto.randomUUID()
      const { kept, key } = await newDataKey(opener, ownerOf({ id, user }))
      await this.store.keys.add({ id, user, made: Date.now(), account: null, ...kept })
      opened = { user, newest: id, keys: new Map([[id, key]]), opener }
    }
    await this.#keepAccount(opened, session)
    await this.#dropIdle(opened)
    if (turn === this.#turn) this.#opened = opened
  }

  // Without asking the server. Null when the password opens nothing of this user's here.
  async unlock(login: string, password: string): Promise<Session | null> {
    const turn = ++this.#turn
    const opened = await this.#open(await this.userOf(login), password)
    if (opened === null) return null
    const row = await this.store.keys.get(opened.newest)
    if (row?.account == null) return null
    const bytes = await open(opened.keys.get(opened.newest)!, accountPlace(row), row.account)
    if (turn !== this.#turn) return null
    this.#opened = opened
    return fromBinary(SessionSchema, bytes)
  }

  // Opens what was sealed with an earlier password, and keeps it under today's. False when that
  // was not the password.
  async openEarlier(password: string): Promise<boolean> {
    const opened = this.#opened
    if (opened === null) return false
    let any = false
    for (const row of await this.#rowsOf(opened.user)) {
      if (opened.keys.has(row.id)) continue
      const old = await openerOf(password, row.salt, row.iterations)
      const kept = await rewrap(row, old, opened.opener, ownerOf(row))
      if (kept === null) continue
      await this.store.keys.update(row.id, { ...kept })
      const key = await openDataKey(kept, opened.opener, ownerOf(row))
      if (key !== null) opened.keys.set(row.id, key)
      any = true
    }
    return any
  }

  async #open(user: string, password: string): Promise<Opened | null> {
    const openers: Opener[] = []
    const opened: KeyRow[] = []
    const keys = new Map<string, CryptoKey>()
    for (const row of await this.#rowsOf(user)) {
      const known = openers.find((opener) => same(opener, row))
      const opener: Opener = known ?? (await openerOf(password, row.salt, row.iterations))
      const key = await openDataKey(row, opener, ownerOf(row))
      if (key === null) continue
      keys.set(row.id, key)
      openers.push(opener)
      opened.push(row)
    }
    const [newest] = opened
    return newest === undefined ? null : { user, newest: newest.id, keys, opener: openers[0]! }
  }

  // The newest first.
  async #rowsOf(user: string): Promise<KeyRow[]> {
    return (await this.store.keys.where('user').equals(user).sortBy('made')).reverse()
  }

  async #keepAccount(opened: Opened, session: Session): Promise<void> {
    const row = { id: opened.newest, user: opened.user }
    const bytes = toBinary(SessionSchema, { ...session, token: '' })
    const account = await seal(opened.keys.get(opened.newest)!, accountPlace(row), bytes)
    await this.store.keys.update(opened.newest, { account })
  }

  // A key that this password does not open and nothing waits under is of no use.
  #dropIdle(opened: Opened): Promise<void> {
    return this.store.transaction('rw', this.store.keys, this.store.entries, async () => {
      for (const row of await this.#rowsOf(opened.user)) {
        if (opened.keys.has(row.id)) continue
        if ((await this.store.entries.where('key').equals(row.id).count()) === 0) await this.store.keys.delete(row.id)
      }
    })
  }
}

function accountPlace(row: Pick<KeyRow, 'id' | 'user'>): string {
  return `${ownerOf(row)}\naccount`
}

function same(opener: Opener, row: KeyRow): boolean {
  return opener.iterations === row.iterations && opener.salt.every((byte, at) => byte === row.salt[at])
}
