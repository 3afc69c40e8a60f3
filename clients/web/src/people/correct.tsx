// Corrects the data of a person. A write rests on what its writer had read: where somebody else wrote
// the same fields meanwhile, both values are shown, and one is chosen.
import type { Person } from '@gen/people_pb'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Button, Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { ConflictTable } from '../parts/conflict'
import { differences, isSettled } from '../parts/differences'
import { ProblemNotice } from '../parts/notice'
import { WithLists } from '../parts/with_lists'
import { problemOf, type Problem } from '../rpc/problem'
import { people } from '../rpc/services'
import { useRequestId } from '../rpc/use_request_id'
import { type Field, pathsOf, personOf, type Typed, typedOf, wishOf, writableOf } from './correction'
import { DataFields } from './data_fields'
import { useFieldName, useFieldValue } from './labels'

// What is being written, and over which reading.
export interface Correction {
  typed: Typed
  base: Person
}

interface CorrectProps {
  known: Person
  correction: Correction
  change: (correction: Correction) => void
  onDone: (now: Person) => void
  onLeave: () => void
}

export function Correct({ known, correction, change, onDone, onLeave }: CorrectProps) {
  const { t } = useTranslation()
  const { typed, base } = correction
  const { problem, stale, working, save, setStale } = useSaving(known.name, onDone, onLeave)
  const form = useRef<HTMLFormElement>(null)
  const fields = writableOf(base)
  if (stale !== null) {
    return (
      <PersonConflict
        {...{ correction, working }}
        now={stale}
        onKeep={() => onDone(stale)}
        onWrite={() => {
          const over = { typed: { ...typedOf(stale), ...wishOf(typed, base) }, base: stale }
          change(over)
          setStale(null)
          void save(over)
        }}
      />
    )
  }
  return (
    <WithLists>
      <Form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault()
          void save(correction)
        }}
      >
        <ProblemNotice problem={problem} form={form} />
        <DataFields
          fields={fields}
          typed={typed}
          change={(part) => change({ base, typed: { ...typed, ...part } })}
          problem={problem}
        />
        <div className="row">
          <Button className="button" type="submit" isDisabled={working}>
            {working ? t('person.saving') : t('person.save')}
          </Button>
          <Button className="button second" isDisabled={working} onPress={onLeave}>
            {t('person.leave')}
          </Button>
        </div>
      </Form>
    </WithLists>
  )
}

function useSaving(name: string, onDone: (now: Person) => void, onLeave: () => void) {
  const queries = useQueryClient()
  const request = useRequestId()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [stale, setStale] = useState<Person | null>(null) // as it now stands, where others wrote too
  const [working, setWorking] = useState(false)

  const readAgain = () =>
    queries
      .fetchQuery({ queryKey: ['person', name], queryFn: () => people.getPerson({ name }), staleTime: 0 })
      .catch(() => undefined)

  async function save({ typed, base }: Correction) {
    const wish = wishOf(typed, base)
    const paths = pathsOf(wish)
    if (paths.length === 0) return onLeave()
    setWorking(true)
    setProblem(null)
    try {
      const now = await people.updatePerson({
        person: { ...personOf(wish, base.documents, typed.nationalities[0] ?? ''), name, etag: base.etag },
        updateMask: { paths },
        requestId: request.of([wish, base.etag]),
      })
      request.done()
      onDone(now)
    } catch (error) {
      const found = problemOf(error)
      const now = found.reason === 'STALE_ETAG' ? await readAgain() : undefined
      if (now === undefined) setProblem(found)
      else if (isSettled(writableOf(now), wish, typedOf(now))) onDone(now)
      else setStale(now)
    } finally {
      setWorking(false)
    }
  }
  return { problem, stale, working, save, setStale }
}

interface PersonConflictProps {
  correction: Correction
  now: Person
  working: boolean
  onKeep: () => void
  onWrite: () => void
}

function PersonConflict({ correction, now, ...rest }: PersonConflictProps) {
  const { t } = useTranslation()
  const nameOf = useFieldName()
  const valueOf = useFieldValue()
  const { typed, base } = correction
  const shown = (field: Field, from: Typed) => valueOf(field, from) || t('person.nothing')
  const lines = differences(writableOf(now), typedOf(base), wishOf(typed, base), typedOf(now)).map(({ field, mine }) => ({
    name: nameOf(field),
    mine: mine === undefined ? undefined : shown(field, typed),
    theirs: shown(field, typedOf(now)),
  }))
  return <ConflictTable title={t('person.conflict')} source={t('reading.source.person_conflict')} lines={lines} {...rest} />
}
