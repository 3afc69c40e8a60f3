// Who works here, as the server says.
import { Role, type Session } from '@gen/access_pb'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { access } from '../rpc/clients'
import { problemOf } from '../rpc/problem'

const SESSION = ['session']

// Null for nobody.
export function useSession() {
  return useQuery<Session | null>({
    queryKey: SESSION,
    queryFn: async () => {
      try {
        return await access.getSession({})
      } catch (error) {
        if (['NOT_SIGNED_IN', 'SESSION_NOT_VALID'].includes(problemOf(error).reason)) return null
        throw error
      }
    },
    staleTime: 60_000,
  })
}

export function useSigning() {
  const queries = useQueryClient()
  // Nothing that was read for one person stays for the next.
  function become(session: Session | null) {
    queries.removeQueries({ predicate: (query) => query.queryKey[0] !== SESSION[0] })
    queries.setQueryData(SESSION, session)
  }
  return {
    signIn: async (login: string, password: string) => become(await access.createSession({ login, password })),
    signOut: async () => {
      await access.deleteSession({})
      become(null)
    },
  }
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
