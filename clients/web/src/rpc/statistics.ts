// Fetched with the places that count: who serves people has no part in it.
import { createClient } from '@connectrpc/connect'
import { Statistics } from '@gen/statistics_pb'
import { useQuery } from '@tanstack/react-query'
import { transport } from './clients'

export const statistics = createClient(Statistics, transport)

// The closed months, oldest first.
export function usePeriods() {
  return useQuery({ queryKey: ['periods'], queryFn: async () => (await statistics.listPeriods({})).periods })
}
