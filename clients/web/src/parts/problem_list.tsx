// The fields that have a problem, listed where the problem is told: each entry leads to its field.
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../rpc/problem'
import { type Fault, faultsIn } from './faults'

export type FormRef = RefObject<HTMLElement | null>

export function ProblemList({ problem, form }: { problem: Problem; form: FormRef }) {
  const { t } = useTranslation()
  const [faults, setFaults] = useState<Fault[]>([])
  const first = useRef<HTMLAnchorElement>(null)
  // What the fields say is read off them, so that both places say the same.
  useEffect(() => setFaults(form.current === null ? [] : faultsIn(form.current)), [problem, form])
  useEffect(() => first.current?.focus(), [faults])
  if (faults.length === 0) return null
  return (
    <>
      <p>{t('reading.faults')}</p>
      <ul>
        {faults.map((fault, index) => (
          <li key={index}>
            <a
              ref={index === 0 ? first : null}
              href={`#${fault.input.id}`}
              onClick={(event) => {
                event.preventDefault()
                fault.input.focus()
              }}
            >
              {fault.name}: {fault.text}
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}
