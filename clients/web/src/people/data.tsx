// What is known of a person, and the way to correct it.
import type { Person } from '@gen/people_pb'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { placesOf, useWorker } from '../app/session'
import { Facts } from '../parts/facts'
import { useCurrent, useKept } from '../parts/kept'
import { Recorded, useRecorded } from '../parts/recorded'
import { Correct, type Correction } from './correct'
import { type Field, PATHS, typedOf } from './correction'
import { Identify } from './identify'
import { useFieldName, useFieldValue } from './labels'

// Desks receive people, and correct what is known of them.
export function useMayReceive(): boolean {
  const worker = useWorker()
  return worker !== null && placesOf(worker.account.role).includes('desk')
}

// Their names are the title of the page.
const SHOWN = (Object.keys(PATHS) as Field[]).filter((field) => field !== 'givenName' && field !== 'familyName')

export function Data({ known }: { known: Person }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const recorded = useRecorded()
  const kept = useKept<Correction | null>(`correct ${known.name}`, () => null)
  const correction = useCurrent(kept)
  const [identifying, setIdentifying] = useState(false)
  const may = useMayReceive() && known.mergedInto === ''

  function change(now: Correction | null) {
    recorded.begin()
    kept.current = now
  }
  function leave() {
    change(null)
    setIdentifying(false)
    recorded.place.current?.focus()
  }
  function done(now: Person) {
    queries.setQueryData(['person', known.name], now)
    leave()
    if (now.etag !== known.etag) recorded.tell()
  }

  return (
    <div className={correction !== null || identifying ? 'stack whole' : 'stack'}>
      {identifying && <Identify known={known} onDone={done} onLeave={leave} />}
      <section className="card" aria-labelledby="data">
        <h2 id="data" ref={recorded.place} tabIndex={-1}>
          {t('person.data')}
        </h2>
        <Recorded times={recorded.times} />
        {correction === null || !may ? (
          <KnownFacts known={known} />
        ) : (
          <Correct known={known} correction={correction} change={change} onDone={done} onLeave={leave} />
        )}
        {may && correction === null && !identifying && (
          <div className="row">
            <Button className="button second" onPress={() => change({ typed: typedOf(known), base: known })}>
              {t('person.correct')}
            </Button>
            {known.anonymous && (
              <Button className="button second" onPress={() => setIdentifying(true)}>
                {t('person.name')}
              </Button>
            )}
          </div>
        )}
      </section>
    </div>
  )
}

function KnownFacts({ known }: { known: Person }) {
  const nameOf = useFieldName()
  const valueOf = useFieldValue()
  const typed = typedOf(known)
  const facts = SHOWN.map((field) => ({ name: nameOf(field), value: valueOf(field, typed), path: PATHS[field] }))
  return <Facts hidden={known.redacted} facts={facts} />
}
