// An act of a case's history in words, with what a correction changed.
import type { CaseEvent } from '@gen/cases_pb'
import { methodOf, writtenBy } from './changes'
import { useFieldName, useMethodLabel } from './labels'

export function ActText({ event }: { event: CaseEvent }) {
  const methodLabel = useMethodLabel()
  const nameOf = useFieldName()
  const written = methodOf(event) === 'UpdateCase' ? writtenBy(event) : []
  return (
    <>
      {methodLabel(event.method)}
      {written.length > 0 && `: ${written.map(nameOf).join(', ')}`}
    </>
  )
}
