// How a form is sent: to the server, and where nothing is known of what became of it, to the
// outbox, as the same request.
import { type DescMessage, type MessageShape, toBinary } from '@bufbuild/protobuf'
import { type Timestamp, timestampFromMs } from '@bufbuild/protobuf/wkt'
import type { CallOptions } from '@connectrpc/connect'
import { useEffect, useState } from 'react'
import { type Kept, useKept } from '../parts/kept'
import { type FieldProblem, mayWait, problemOf, type Problem } from '../rpc/problem'
import { reach } from '../rpc/reach'
import { newRequestId } from '../rpc/request_id'
import { formOf, type Method } from './entry'
import type { Entry } from './outbox'
import { current, outbox, show, useOutbox } from './state'

// Nobody waits long for a server that was away a moment ago.
const AWAY_TIMEOUT_MS = 4_000

// Sent again it is the same: the request's id, and when it happened. The server's own time is
// taken where this machine's clock is not to be trusted.
interface Attempt {
  id: string
  occurred: number | null | undefined // undefined until it is first sent
}

export interface Submission<D extends DescMessage, F> {
  form: F
  schema: D
  build: (id: string, occurred: Timestamp | undefined) => MessageShape<D>
  send: (message: MessageShape<D>, options: CallOptions) => Promise<unknown>
  // What the server would surely refuse, when it cannot be asked.
  lacks: FieldProblem[]
}

export type Sent = 'sent' | 'kept' | 'locked'

interface Options<F> {
  method: Method
  empty: F
  isEmpty: boolean // nothing typed would be lost
  fill: (form: F, problem: Problem | null) => void
  kept: Kept<F> // the form beyond its page
}

export function useSending<F extends object>(options: Options<F>) {
  const attempt = useKept<Attempt>(`${options.method} attempt`, fresh)
  const [locked, setLocked] = useState(false) // nothing can be kept until the password is typed
  const [kept, setKept] = useState('') // the request that was submitted last, if it was kept
  const { mine, lastSent } = useOutbox()
  const waits = mine.some(({ id }) => id === kept)
  const mend = useMending(options, attempt)

  // What was changed is another request.
  function renew(): void {
    attempt.current = fresh(attempt.current, mend.mended !== null)
    setLocked(false)
  }

  // Throws what the server refused, and what this device could not keep.
  async function submit<D extends DescMessage>(what: Submission<D, F>): Promise<Sent> {
    setLocked(false)
    setKept('')
    const now = attempt.current
    if (now.occurred === undefined) now.occurred = Date.now()
    if (mend.mended === null) {
      try {
        await what.send(messageOf(what, now), reach() === 'away' ? { timeoutMs: AWAY_TIMEOUT_MS } : {})
        attempt.current = fresh()
        return 'sent'
      } catch (error) {
        if (isClock(problemOf(error)) && now.occurred !== null) {
          attempt.current = { id: newRequestId(), occurred: null }
          return submit(what)
        }
        if (!mayWait(error)) throw error
      }
    }
    if (what.lacks.length > 0) throw new NotKept({ reason: 'FIELDS_MISSING', text: '', fields: what.lacks, told: false })
    return keep(what, now)
  }

  async function keep<D extends DescMessage>(what: Submission<D, F>, now: Attempt): Promise<Sent> {
    const box = await outbox()
    const content = {
      method: options.method,
      request: new Uint8Array(toBinary(what.schema, messageOf(what, now))),
      occurred: now.occurred ?? Date.now(),
      form: what.form,
      problem: null,
    }
    const problem = await box.keep(now.id, content, mend.mended?.id ?? null)
    if (problem?.reason === 'LOCKED') {
      setLocked(true)
      return 'locked'
    }
    if (problem !== null) throw new NotKept(problem)
    mend.end()
    attempt.current = fresh()
    setKept(now.id)
    return 'kept'
  }

  // What is said of what was kept: by now it may have been sent, or deleted.
  const toldOf = (told: string, sent: string) =>
    told === '' || kept === '' || waits ? told : lastSent === kept ? sent : ''
  return { submit, renew, locked, toldOf, ...mend }
}

export class NotKept extends Error {
  constructor(readonly problem: Problem) {
    super(problem.reason)
  }
}

export function problemOfSending(error: unknown): Problem {
  return error instanceof NotKept ? error.problem : problemOf(error)
}

export function isClock(problem: Problem): boolean {
  return problem.fields.some((field) => field.path.endsWith('occurred_time'))
}

function fresh(before?: Attempt, keepTime = false): Attempt {
  return { id: newRequestId(), occurred: keepTime ? before?.occurred : undefined }
}

function messageOf<D extends DescMessage, F>(what: Submission<D, F>, attempt: Attempt): MessageShape<D> {
  return what.build(attempt.id, attempt.occurred == null ? undefined : timestampFromMs(attempt.occurred))
}

// An entry that was refused comes back into its form, and stays in the outbox until it is sent anew.
function useMending<F extends object>(options: Options<F>, attempt: Kept<Attempt>) {
  const { mending } = useOutbox()
  const [mended, setMended] = useState<Entry | null>(null)
  const wanted = mending !== null && mending.content?.method === options.method && mending.id !== mended?.id ? mending : null

  function accept(): void {
    if (wanted?.content == null) return
    const { problem, occurred, form } = wanted.content
    attempt.current = { id: newRequestId(), occurred: problem !== null && isClock(problem) ? null : occurred }
    setMended(wanted)
    options.fill(formOf(options.empty, form), problem)
  }
  function end(): void {
    setMended(null)
    show({ mending: null })
  }

  // The form stays as it is, and so does the entry.
  const decline = () => show({ mending: mended })

  useEffect(() => {
    if (wanted !== null && options.isEmpty) accept()
  })
  // An entry that is left in the middle of mending is in the outbox as before; its form would send it
  // as something new.
  useEffect(() => {
    return () => {
      if (mended === null) return
      if (current().mending?.id === mended.id) show({ mending: null })
      attempt.current = fresh()
      options.kept.current = options.empty
    }
  }, [mended])
  return { mended, asks: wanted !== null && !options.isEmpty, accept, decline, end }
}
