// The id of a write: the same while the same is asked for and it is not done, so that what is sent
// again after a lost answer is written once.
import { useRef } from 'react'
import { newRequestId } from './request_id'

export interface RequestId {
  of: (asked: unknown) => string // `asked`: all that the request says, as JSON can
  done: () => void // what comes next is another request, though it may ask for the same
}

export function useRequestId(): RequestId {
  const kept = useRef({ id: '', asked: '' })
  return {
    of: (asked) => {
      const text = JSON.stringify(asked)
      if (kept.current.asked !== text) kept.current = { id: newRequestId(), asked: text }
      return kept.current.id
    },
    done: () => {
      kept.current = { id: '', asked: '' }
    },
  }
}
