// What the form of the helpline goes through, from the first word to the call.
import { Call_Kind, LogCallRequestSchema } from '@gen/helpline_pb'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOfSending, useSending } from '../outbox/use_sending'
import type { Problem } from '../rpc/problem'
import { helpline } from '../rpc/services'
import { type CallDraft, callOf, EMPTY_CALL, faultsOf, isEmpty, lacksOf } from './draft'

export const PREVIOUS = 'previous-contacts'

export function useLogging() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [draft, setDraft] = useState<CallDraft>(EMPTY_CALL)
  const [round, setRound] = useState(0)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [done, setDone] = useState('')
  const [working, setWorking] = useState(false)
  const kind = useRef(Call_Kind.DATA) // of what is being logged
  const sending = useSending<CallDraft>({ method: 'LogCall', isEmpty: isEmpty(draft), fill })

  function change(fields: Partial<CallDraft>) {
    setDraft({ ...draft, ...fields })
    sending.renew()
    setDone('')
  }

  function begin(form: CallDraft) {
    setDraft(form)
    setProblem(null)
    setRound((before) => before + 1)
  }

  function fill(form: CallDraft, why: Problem | null) {
    begin(form)
    setDone('')
    setProblem(why)
  }

  async function log(what: Call_Kind) {
    if (working) return
    // The same form, logged as something else, is another request.
    if (kind.current !== what) sending.renew()
    kind.current = what
    const faults = faultsOf(draft)
    if (faults.length > 0) return setProblem({ reason: 'INVALID_FIELDS', text: '', fields: faults, told: false })
    setWorking(true)
    setProblem(null)
    setDone('')
    try {
      const mended = sending.mended !== null
      const sent = await sending.submit({
        form: draft,
        schema: LogCallRequestSchema,
        build: (id, occurred) => callOf(draft, what, id, occurred),
        send: (request, options) => helpline.logCall(request, options),
        lacks: lacksOf(draft, what),
      })
      if (sent === 'locked') return
      begin(EMPTY_CALL)
      setDone(sent === 'sent' ? t('helpline.done') : mended ? t('outbox.kept_mended') : t('outbox.kept_call'))
      if (sent === 'sent') await queries.invalidateQueries({ queryKey: [PREVIOUS] })
    } catch (error) {
      setProblem(problemOfSending(error))
    } finally {
      setWorking(false)
    }
  }

  function stopMending() {
    sending.end()
    sending.renew()
    begin(EMPTY_CALL)
  }
  return { draft, round, problem, done, working, sending, change, log, stopMending, again: () => void log(kind.current) }
}
