// What the form of the desk goes through, from the first word to the visit.
import { OpenVisitRequestSchema, type Visit } from '@gen/intake_pb'
import type { DuplicateCandidate } from '@gen/people_pb'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOfSending, type Sent, useSending } from '../outbox/use_sending'
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

export function useReceiving() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [draft, setDraft] = useState<Draft>(EMPTY)
  const [round, setRound] = useState(0) // a new form after each visit
  const [problem, setProblem] = useState<Problem | null>(null)
  const [candidates, setCandidates] = useState<DuplicateCandidate[]>([])
  const [choice, setChoice] = useState(NO_CHOICE)
  const [done, setDone] = useState('')
  const [working, setWorking] = useState(false)
  const [visit, setVisit] = useState<Visit | null>(null) // the last one, for its receipt
  const sending = useSending<Draft>({ method: 'OpenVisit', isEmpty: isEmpty(draft), fill })

  function change(fields: Partial<Draft>) {
    setDraft({ ...draft, ...fields })
    setChoice(NO_CHOICE)
    sending.renew()
    setDone('')
    setVisit(null)
  }

  function begin(form: Draft) {
    setDraft(form)
    setCandidates([])
    setChoice(NO_CHOICE)
    setProblem(null)
    setRound((before) => before + 1)
  }

  function fill(form: Draft, why: Problem | null) {
    begin(form)
    setDone('')
    if (why?.reason === 'DUPLICATE_CANDIDATES') void lookForCandidates(form)
    else setProblem(why)
  }

  async function send(chosen: Choice) {
    setWorking(true)
    setProblem(null)
    setDone('')
    try {
      const mended = sending.mended !== null
      const sent = await sending.submit({
        form: draft,
        schema: OpenVisitRequestSchema,
        build: (id, occurred) => requestOf(draft, id, chosen.known, chosen.reviewed, occurred),
        send: async (request, options) => setVisit(await intake.openVisit(request, options)),
        lacks: lacksOf(draft, chosen.known),
      })
      if (sent !== 'locked') await end(sent, mended)
    } catch (error) {
      const found = problemOfSending(error)
      if (found.reason === 'DUPLICATE_CANDIDATES') await lookForCandidates(draft)
      else refuse(found)
    } finally {
      setWorking(false)
    }
  }

  async function end(sent: Sent, mended: boolean) {
    begin(EMPTY)
    if (sent === 'kept') return setDone(mended ? t('outbox.kept_mended') : t('outbox.kept_visit'))
    setDone(draft.matters.every(({ caseType }) => caseType === '') ? t('desk.done') : t('desk.done_case'))
    await queries.invalidateQueries({ queryKey: QUEUE })
  }

  // What is wrong with a field is said beside it, in the form.
  function refuse(found: Problem) {
    setProblem(found)
    if (found.fields.length > 0) setCandidates([])
  }

  async function lookForCandidates(form: Draft) {
    try {
      const found = await people.findDuplicates({ person: personOf(form) })
      setCandidates(found.candidates)
    } catch (error) {
      setProblem(problemOf(error))
    }
  }

  // A choice is another request than the one that was refused; the same choice is the same again.
  function choose(chosen: Choice) {
    if (JSON.stringify(chosen) !== JSON.stringify(choice)) sending.renew()
    setChoice(chosen)
    void send(chosen)
  }

  const stopMending = () => {
    sending.end()
    sending.renew()
    begin(EMPTY)
  }
  const state = { draft, round, problem, candidates, setCandidates, done, working, visit }
  return { ...state, sending, change, choose, stopMending, submit: () => void send(choice) }
}
