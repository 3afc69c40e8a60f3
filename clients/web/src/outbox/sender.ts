// Sends what waits, in order, each until it has an answer. Knows neither browser nor server: what
// it needs is handed in, so that its tests can lose, refuse and repeat as they like.
import type { Problem } from '../rpc/problem'
import type { Outcome } from './entry'

export interface Post<E> {
  // Runs alone: no other page sends meanwhile.
  alone: (run: () => Promise<End>) => Promise<End>
  next: () => Promise<E | undefined>
  send: (entry: E) => Promise<Outcome>
  // It has its answer: it waits no longer.
  done: (entry: E) => Promise<void>
  refused: (entry: E, problem: Problem) => Promise<void>
}

// `empty`: nothing waits. `later`: try again after a pause. `nobody`: its owner must sign in.
export type End = { kind: 'empty' } | { kind: 'later' | 'nobody'; problem: Problem }

// An entry leaves the store only after its answer. Sent twice because the page was closed in
// between, the server answers a second time what it answered first.
export function sendAll<E>(post: Post<E>): Promise<End> {
  return post.alone(async () => {
    for (;;) {
      const entry = await post.next()
      if (entry === undefined) return { kind: 'empty' }
      const outcome = await post.send(entry)
      if (outcome.kind === 'done') await post.done(entry)
      else if (outcome.kind === 'refused') await post.refused(entry, outcome.problem)
      else return outcome
    }
  })
}
