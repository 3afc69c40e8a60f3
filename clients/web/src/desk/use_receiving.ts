// What the form of the desk goes through, from the first word to the visit.
import { OpenVisitRequestSchema, type Visit } from '@gen/intake_pb'
import type { DuplicateCandidate } from '@gen/people_pb'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOfSending, type Sent, useSending } from '../outbox/use_sending'
import { useKept } from '../parts/kept'
import { useForm } from '../parts/use_form'
import { problemOf, type Problem } from '../rpc/problem'
import { intake, people } from '../rpc/services'
import { type Draft, EMPTY, isEmpty, lacksOf, personOf, requestOf } from './draft'
import { QUEUE } from './queue'

// What was chosen of the candidates: the person it is, or that it is none of them.
interface Choice {
  known: string
  reviewed: string[]
}

const NO_CHOICE: Choice = { known: '', reviewed: [] }

export function useReceiving(onVisit: (visit: Visit | null) => void) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const kept = useKept<Draft>('OpenVisit', () => EMPTY)
  const form = useForm<Draft>(EMPTY, kept)
  const { draft } = form
  const [candidates, setCandidates] = useState<DuplicateCandidate[]>([])
  const [choice, setChoice] = useState(NO_CHOICE)
  const [visit, setVisit] = useState<Visit | null>(null) // the last one, for its number
  const sending = useSending<Draft>({ method: 'OpenVisit', empty: EMPTY, isEmpty: isEmpty(draft), fill, kept })

  function change(fields: Partial<Draft>) {
    form.change(fields)
    setChoice(NO_CHOICE)
    sending.renew()
    tell(null)
  }

  function tell(now: Visit | null) {
    setVisit(now)
    onVisit(now)
  }

  function begin(next: Draft) {
    form.begin(next)
    setCandidates([])
    setChoice(NO_CHOICE)
  }

  function fill(next: Draft, why: Problem | null) {
    begin(next)
    form.setDone('')
    if (why?.reason === 'DUPLICATE_CANDIDATES') void lookForCandidates(next)
    else form.setProblem(why)
  }

  async function send(chosen: Choice) {
    try {
      const mended = sending.mended !== null
      const sent = await sending.submit({
        form: draft,
        schema: OpenVisitRequestSchema,
        build: (id, occurred) => requestOf(draft, id, chosen.known, chosen.reviewed, occurred),
        send: async (request, options) => tell(await intake.openVisit(request, options)),
        lacks: lacksOf(draft, chosen.known),
      })
      if (sent !== 'locked') await end(sent, mended)
    } catch (error) {
      const found = problemOfSending(error)
      if (found.reason === 'DUPLICATE_CANDIDATES') await lookForCandidates(draft)
      else refuse(found)
    }
  }

  async function end(sent: Sent, mended: boolean) {
    begin(EMPTY)
    if (sent === 'kept') return form.setDone(mended ? t('outbox.kept_mended') : t('outbox.kept_visit'))
    form.setDone(draft.matters.every(({ caseType }) => caseType === '') ? t('desk.done') : t('desk.done_case'))
    await queries.invalidateQueries({ queryKey: QUEUE })
  }

  // What is wrong with a field is said beside it, in the form.
  function refuse(found: Problem) {
    form.setProblem(found)
    if (found.fields.length > 0) setCandidates([])
  }

  async function lookForCandidates(next: Draft) {
    try {
      const found = await people.findDuplicates({ person: personOf(next) })
      setCandidates(found.candidates)
    } catch (error) {
      form.setProblem(problemOf(error))
    }
  }

  // A choice is another request than the one that was refused; the same choice is the same again.
  function choose(chosen: Choice) {
    if (JSON.stringify(chosen) !== JSON.stringify(choice)) sending.renew()
    setChoice(chosen)
    void form.run(() => send(chosen))
  }

  const stopMending = () => {
    sending.end()
    sending.renew()
    begin(EMPTY)
  }
  return {
    ...form,
    done: sending.toldOf(form.done, t('desk.done')),
    candidates,
    setCandidates,
    visit,
    sending,
    change,
    choose,
    stopMending,
    submit: () => void form.run(() => send(choice)),
  }
}
