// What this device keeps: sealed entries, wrapped keys, and the catalogue, which is public.
import Dexie, { type EntityTable, type Table } from 'dexie'
import type { State } from './entry'
import { newDevice, type Sealed, type WrappedKey } from './seal'

export interface KeyRow extends WrappedKey {
  id: string
  user: string
  made: number
  account: Sealed | null // who it is, for when the server cannot be asked
}

export interface EntryRow {
  id: string // of the request: the same request is never two entries
  user: string
  key: string
  order: number
  state: State
  sealed: Sealed
}

export class Store extends Dexie {
  keys!: EntityTable<KeyRow, 'id'>
  entries!: EntityTable<EntryRow, 'id'>
  facts!: Table<unknown, string>
  catalogue!: Table<Uint8Array, string>

  constructor(name = 'balcao') {
    // On the disk before it is said to be kept.
    super(name, { chromeTransactionDurability: 'strict' })
    this.version(1).stores({ keys: 'id, user', entries: 'id, user, key, order', facts: '', catalogue: '' })
  }

  // The key under which this device knows its users; made by whoever comes first.
  async device(): Promise<CryptoKey> {
    const made = await newDevice()
    return this.transaction('rw', this.facts, async () => {
      const kept = await this.facts.get('device')
      if (kept !== undefined) return kept as CryptoKey
      await this.facts.add(made, 'device')
      return made
    })
  }

  // Never the same number twice, whatever tab asks.
  nextOrder(): Promise<number> {
    return this.transaction('rw', this.facts, async () => {
      const next = ((await this.facts.get('order')) as number | undefined ?? 0) + 1
      await this.facts.put(next, 'order')
      return next
    })
  }

  entriesOf(user: string): Promise<EntryRow[]> {
    return this.entries.where('user').equals(user).sortBy('order')
  }

  // One in the place of another, or neither.
  replace(old: string, row: EntryRow): Promise<void> {
    return this.transaction('rw', this.entries, async () => {
      await this.entries.delete(old)
      await this.entries.put(row)
    })
  }

  // A change of what stands in a state; of nothing when another page was there first.
  change(row: EntryRow, from: State): Promise<void> {
    return this.transaction('rw', this.entries, async () => {
      const kept = await this.entries.get(row.id)
      if (kept?.state === from) await this.entries.put(row)
    })
  }
}

// Where an entry belongs, which its seal is bound to.
export function placeOf(row: Pick<EntryRow, 'id' | 'user' | 'key' | 'order'>): string {
  return ['balcao.outbox.1', row.user, row.key, row.order, row.id].join('\n')
}

export function ownerOf(row: Pick<KeyRow, 'id' | 'user'>): string {
  return ['balcao.key.1', row.user, row.id].join('\n')
}
