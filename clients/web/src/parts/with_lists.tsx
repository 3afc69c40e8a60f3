// Forms that choose from the lists of the catalogue come when the lists are there: what is typed
// before would choose nothing, or something else.
import type { ReactNode } from 'react'
import { useWholeCatalogue } from './catalogue'
import { Waiting } from './notice'

export function WithLists({ children }: { children: ReactNode }) {
  const lists = useWholeCatalogue()
  return (
    <>
      <Waiting query={lists} />
      {!lists.isLoading && children}
    </>
  )
}
