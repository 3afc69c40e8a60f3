// Who works here, as the server says.
import { type Account, Role, type Session } from '@gen/access_pb'
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { current, outbox, useOutbox } from '../outbox/state'
import { access, whenSignedOut } from '../rpc/clients'
import { isSignedOut, mayWait, problemOf } from '../rpc/problem'

const SESSION = ['session']
const TIMEOUT_MS = 8_000

// Whether somebody ever signed in with this browser.
const USED = 'balcao.used'
export const isUsed = () => localStorage.getItem(USED) !== null

// Null for nobody.
export function useSession() {
  return useQuery<Session | null>({
    queryKey: SESSION,
    queryFn: ({ client }) => readSession(client),
    staleTime: 60_000,
    retry: false,
    // Where nobody ever signed in, the door is shown while the server is asked.
    ...(isUsed() ? {} : { placeholderData: null }),
  })
}

async function readSession(queries: QueryClient): Promise<Session | null> {
  try {
    if (isLeaving()) await endSession()
    const session = await access.getSession({}, { timeoutMs: TIMEOUT_MS })
    const { unlocked } = current()
    if (unlocked === null || unlocked.account?.name === session.account?.name) return session
    // Who works here by now is another person than the one who left this session behind.
    await access.deleteSession({})
    return null
  } catch (error) {
    if (!isSignedOut(problemOf(error))) throw error
    const before = queries.getQueryData<Session | null>(SESSION)
    if (before != null) await ended(before, queries)
    return null
  }
}

// A session that ends by itself takes away what was read and what was open, and leaves what is being
// typed: who comes back goes on with it.
async function ended(before: Session, queries: QueryClient): Promise<void> {
  await outbox().then((box) => box.lock(before))
  void queries.resetQueries({ predicate: (query) => query.queryKey[0] !== SESSION[0] })
}

// Who works here. Without the server, that is who opened what is sealed on this device.
export interface Worker {
  account: Account
  known: boolean // by the server; otherwise nothing can be read or sent
}

export function useWorker(): Worker | null {
  const session = useSession()
  const { unlocked } = useOutbox()
  if (session.data?.account !== undefined) return { account: session.data.account, known: true }
  return unlocked?.account === undefined ? null : { account: unlocked.account, known: false }
}

export function useSigning() {
  const queries = useQueryClient()
  // Nothing that was read for one person stays for the next.
  function become(session: Session | null) {
    queries.removeQueries({ predicate: (query) => query.queryKey[0] !== SESSION[0] })
    queries.setQueryData(SESSION, session)
    others.postMessage('changed')
  }
  return {
    signIn: async (login: string, password: string) => {
      if (isLeaving()) await endSession()
      const session = await access.createSession({ login, password })
      localStorage.setItem(USED, '1')
      const before = queries.getQueryData<Session | null>(SESSION) ?? current().unlocked
      const same = before?.account?.name === session.account?.name
      // Who comes back finds what stands on the page.
      if (same) queries.setQueryData(SESSION, session)
      else become(session)
      // Where no key can be kept, it is said when something has to be.
      outbox()
        .then((box) => box.signedIn(login, password, session))
        .catch(() => undefined)
      if (same) await queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== SESSION[0] })
    },
    signOut: async () => {
      setLeaving(true)
      await outbox().then((box) => box.lock())
      await endSession().catch((error: unknown) => {
        if (!mayWait(error)) throw error
      })
      become(null)
    },
  }
}

// Pages of one browser share one session: what one does, the others see.
const others = new BroadcastChannel('balcao.session')

// Sees that the session ended: another page ended it, or a call was refused.
export function useEndOfSession(): void {
  const queries = useQueryClient()
  useEffect(() => {
    whenSignedOut(() => {
      if (queries.getQueryData<Session | null>(SESSION) == null) return
      // What is being asked already is not asked anew: of many refused calls, each would begin again
      // what the one before began.
      void queries.refetchQueries({ queryKey: SESSION }, { cancelRefetch: false })
    })
    return () => whenSignedOut(() => {})
  }, [queries])
  useEffect(() => {
    others.onmessage = () => void queries.resetQueries({ queryKey: SESSION })
    return () => {
      others.onmessage = null
    }
  }, [queries])
}

// A session that was left without the server ends as soon as the server is there again: the
// browser holds its cookie, which no script can take away.
const LEAVING = 'balcao.leaving'
const isLeaving = () => localStorage.getItem(LEAVING) !== null

function setLeaving(leaving: boolean): void {
  if (leaving) localStorage.setItem(LEAVING, '1')
  else localStorage.removeItem(LEAVING)
}

async function endSession(): Promise<void> {
  try {
    await access.deleteSession({})
  } catch (error) {
    if (!isSignedOut(problemOf(error))) throw error
  }
  setLeaving(false)
}

export type Place = 'desk' | 'helpline' | 'plan' | 'tables'

// The work places of a role, the first one first shown.
export function placesOf(role: Role): Place[] {
  switch (role) {
    case Role.DESK_WORKER:
    case Role.CENTRE_COORDINATOR:
      return ['desk', 'plan']
    case Role.HELPLINE_OPERATOR:
      return ['helpline', 'plan']
    case Role.SUPERVISOR:
      return ['plan', 'tables']
    case Role.FOCAL_POINT: // the server's policy has no tables for them
      return ['plan']
    default:
      return []
  }
}
