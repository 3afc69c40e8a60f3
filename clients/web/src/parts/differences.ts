// Where what is being written meets what others wrote meanwhile, field by field. Pure.
export interface Difference<V, F extends keyof V = keyof V> {
  field: F
  mine: V[F] | undefined // undefined: not written by me
  theirs: V[F]
  changed: boolean // by somebody else, since I read it
}

// What a form holds is plain: texts, numbers, and lists of them.
export function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

export function changedFields<V>(fields: readonly (keyof V)[], base: V, now: V): (keyof V)[] {
  return fields.filter((field) => !same(base[field], now[field]))
}

// What I wanted and what now stands: where I wanted something else, and what was changed under me.
export function differences<V>(fields: readonly (keyof V)[], base: V, wish: Partial<V>, now: V): Difference<V>[] {
  return fields
    .filter((field) => wants(wish, field, now) || !same(base[field], now[field]))
    .map((field) => ({ field, mine: wish[field], theirs: now[field], changed: !same(base[field], now[field]) }))
}

// Somebody else wrote just what I wanted: there is nothing to choose.
export function isSettled<V>(fields: readonly (keyof V)[], wish: Partial<V>, now: V): boolean {
  return !fields.some((field) => wants(wish, field, now))
}

function wants<V>(wish: Partial<V>, field: keyof V, now: V): boolean {
  return wish[field] !== undefined && !same(wish[field], now[field])
}
