// Who works here, as the server says.
import { Role, type Session } from '@gen/access_pb'
import { type Query, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { access, whenSignedOut } from '../rpc/clients'
import { isSignedOut, problemOf } from '../rpc/problem'

const SESSION = ['session']

// Null for nobody.
export function useSession() {
  return useQuery<Session | null>({
    queryKey: SESSION,
    queryFn: async () => {
      try {
        return await access.getSession({})
      } catch (error) {
        if (isSignedOut(problemOf(error))) return null
        throw error
      }
    },
    staleTime: 60_000,
  })
}

// Whose work stands in the page: the account that is signed in, or the one whose session ended
// while it worked. Empty for nobody.
export function useWorker() {
  const queries = useQueryClient()
  const session = useSession()
  const [last, setLast] = useState('')
  const signedIn = session.data?.account?.name
  useEffect(() => {
    if (signedIn !== undefined) setLast(signedIn)
  }, [signedIn])
  useEffect(() => whenSignedOut(() => queries.setQueryData(SESSION, null)), [queries])
  return { worker: signedIn ?? last, forget: () => setLast('') }
}

export function useSigning(worker: string) {
  const queries = useQueryClient()
  return {
    signIn: async (login: string, password: string) => {
      const session = await access.createSession({ login, password })
      // Who comes back goes on; nothing that was read for one person stays for the next.
      if (session.account?.name === worker) void queries.invalidateQueries({ predicate: isNotSession })
      else queries.removeQueries({ predicate: isNotSession })
      queries.setQueryData(SESSION, session)
    },
    signOut: async () => {
      await access.deleteSession({})
      queries.removeQueries({ predicate: isNotSession })
      queries.setQueryData(SESSION, null)
    },
  }
}

const isNotSession = (query: Query) => query.queryKey[0] !== SESSION[0]

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
