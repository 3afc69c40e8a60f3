// The institute that somebody reports for; empty for who is no focal point.
import { Role } from '@gen/access_pb'
import { useSession } from '../app/session'

export function useInstitute(): string {
  const account = useSession().data?.account
  return account?.role === Role.FOCAL_POINT ? account.institute : ''
}
