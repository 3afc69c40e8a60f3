// Says who an anonymous person is: somebody new, or somebody who is registered already.
import type { DuplicateCandidate, Person } from '@gen/people_pb'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { Button, Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useKept } from '../parts/kept'
import { ProblemNotice } from '../parts/notice'
import { Question } from '../parts/question'
import { useForm } from '../parts/use_form'
import { WithLists } from '../parts/with_lists'
import { problemOf, type Problem } from '../rpc/problem'
import { people } from '../rpc/services'
import { useRequestId } from '../rpc/use_request_id'
import { Candidates } from './candidates'
import { comparedOf, IDENTITY, identityOf, type Typed, typedOf } from './correction'
import { DataFields } from './data_fields'
import { idOf, nameOf } from './described'

interface IdentifyProps {
  known: Person
  onDone: (now: Person) => void
  onLeave: () => void
}

export function Identify({ known, onDone, onLeave }: IdentifyProps) {
  const { t } = useTranslation()
  const identifying = useIdentifying(known, onDone)
  const { draft, problem, working, candidates } = identifying
  const form = useRef<HTMLFormElement>(null)
  if (candidates.length > 0) {
    return (
      <Candidates
        {...{ candidates, problem, working }}
        onChoose={identifying.ask}
        onNone={() => identifying.submit(candidates.map(({ candidate }) => candidate))}
        onBack={identifying.back}
      >
        <Question
          asked={identifying.into !== null}
          title={t('person.merge')}
          stay={t('person.merge_stay')}
          go={t('person.merge_go')}
          onStay={() => identifying.ask('')}
          onGo={identifying.merge}
        >
          {t('person.merge_help', { name: identifying.into === null ? '' : nameOf(identifying.into, '') })}
        </Question>
      </Candidates>
    )
  }
  return (
    <section className="card" aria-labelledby="identify">
      <h2 id="identify">{t('person.name')}</h2>
      <WithLists>
        <Form
          ref={form}
          onSubmit={(event) => {
            event.preventDefault()
            identifying.submit([])
          }}
        >
          <p>{t('person.name_help')}</p>
          <ProblemNotice problem={problem} form={form} />
          <DataFields fields={IDENTITY} typed={draft} change={identifying.change} problem={problem} />
          <div className="row">
            <Button className="button" type="submit" isDisabled={working}>
              {working ? t('person.saving') : t('person.name_act')}
            </Button>
            <Button className="button second" isDisabled={working} onPress={onLeave}>
              {t('person.leave')}
            </Button>
          </div>
        </Form>
      </WithLists>
    </section>
  )
}

function useIdentifying(known: Person, onDone: (now: Person) => void) {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const request = useRequestId()
  // It begins with what is known, and anew where that was corrected since.
  const form = useForm<Typed>(typedOf(known), useKept(`identify ${known.name} ${known.etag}`, () => typedOf(known)))
  const { draft, run, setProblem } = form
  const [candidates, setCandidates] = useState<DuplicateCandidate[]>([])
  const [into, setInto] = useState<Person | null>(null) // who it may be, when that is asked

  async function send(reviewedCandidates: string[]) {
    try {
      const promoted = await people.promotePerson({
        ...{ name: known.name, person: identityOf(draft, known), reviewedCandidates },
        requestId: request.of([draft, reviewedCandidates]),
      })
      request.done()
      onDone(promoted)
    } catch (error) {
      const found = problemOf(error)
      if (found.reason === 'DUPLICATE_CANDIDATES') await look()
      else refuse(found)
    }
  }
  async function look() {
    try {
      const found = await people.findDuplicates({ person: comparedOf(draft) })
      setCandidates(found.candidates.filter(({ candidate }) => candidate !== known.name))
    } catch (error) {
      setProblem(problemOf(error))
    }
  }
  // What is wrong with a field is said beside it, in the form.
  function refuse(found: Problem) {
    setProblem(found)
    if (found.fields.length > 0) setCandidates([])
  }
  async function meet(name: string) {
    try {
      setInto(await people.getPerson({ name }))
    } catch (error) {
      setProblem(problemOf(error))
    }
  }
  async function merge(one: Person) {
    try {
      await people.promotePerson({ name: known.name, into: one.name, requestId: request.of(one.name) })
      request.done()
      await queries.invalidateQueries({ queryKey: ['person'] })
      await navigate({ to: '/people/$id', params: { id: idOf(one.name) }, replace: true })
    } catch (error) {
      setProblem(problemOf(error))
    }
  }

  return {
    ...form,
    candidates,
    into,
    submit: (reviewed: string[]) => void run(() => send(reviewed)),
    back: () => setCandidates([]),
    ask: (name: string) => (name === '' ? setInto(null) : void run(() => meet(name))),
    merge: () => {
      const one = into
      setInto(null)
      if (one !== null) void run(() => merge(one))
    },
  }
}
