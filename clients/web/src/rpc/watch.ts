// Streams that tell of changes, kept for as long as the page is looked at.
import { useEffect, useRef } from 'react'
import { problemOf } from './problem'

const AGAIN_MS = 3_000
// What will not be otherwise however often it is asked.
const FINAL = ['NOT_FOUND', 'ROLE_NOT_ALLOWED']

export interface Stream<T> {
  open: (signal: AbortSignal) => AsyncIterable<T>
  onMessage: (message: T) => void
  onRefused?: () => void // it is over: what is watched is not there, or not for this reader
}

// Follows a stream, and another one when `key` changes. A stream that ends is begun again: the
// server was restarted, or the network was away. A browser has six connections to a server in
// all, and a stream takes one: a page that nobody looks at gives its own back, and is told anew
// when it is looked at again.
export function useStream<T>(key: string, stream: Stream<T>): void {
  const latest = useRef(stream)
  latest.current = stream
  useEffect(() => {
    let gone = new AbortController()
    function look() {
      gone.abort()
      gone = new AbortController()
      if (!document.hidden) void follow(gone.signal, () => latest.current)
    }
    document.addEventListener('visibilitychange', look)
    look()
    return () => {
      document.removeEventListener('visibilitychange', look)
      gone.abort()
    }
  }, [key])
}

export async function follow<T>(gone: AbortSignal, stream: () => Stream<T>, againMs = AGAIN_MS): Promise<void> {
  while (!gone.aborted) {
    try {
      for await (const message of stream().open(gone)) {
        if (gone.aborted) return
        stream().onMessage(message)
      }
    } catch (error) {
      if (gone.aborted) return
      if (FINAL.includes(problemOf(error).reason)) {
        stream().onRefused?.()
        return
      }
      // What else is wrong with it, what is read anew says as well, and says it to the user.
    }
    await new Promise((resolve) => setTimeout(resolve, againMs))
  }
}
