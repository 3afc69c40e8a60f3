// What the form of the helpline goes through, from the first word to the call.
import { Call_Kind, LogCallRequestSchema } from '@gen/helpline_pb'
import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOfSending, useSending } from '../outbox/use_sending'
import { useKept } from '../parts/kept'
import { useForm } from '../parts/use_form'
import type { Problem } from '../rpc/problem'
import { helpline } from '../rpc/services'
import { type CallDraft, callOf, EMPTY_CALL, faultsOf, isEmpty, lacksOf } from './draft'

export const PREVIOUS = 'previous-contacts'

export function useLogging() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const kept = useKept<CallDraft>('LogCall', () => EMPTY_CALL)
  const form = useForm<CallDraft>(EMPTY_CALL, kept)
  const { draft } = form
  const kind = useRef(Call_Kind.DATA) // of what is being logged
  const sending = useSending<CallDraft>({ method: 'LogCall', empty: EMPTY_CALL, isEmpty: isEmpty(draft), fill, kept })

  function change(fields: Partial<CallDraft>) {
    form.change(fields)
    sending.renew()
  }

  function fill(next: CallDraft, why: Problem | null) {
    form.begin(next)
    form.setDone('')
    form.setProblem(why)
  }

  async function log(what: Call_Kind) {
    if (form.working) return
    // The same form, logged as something else, is another request.
    if (kind.current !== what) sending.renew()
    kind.current = what
    const faults = faultsOf(draft)
    if (faults.length > 0) return form.setProblem({ reason: 'INVALID_FIELDS', text: '', fields: faults, told: false })
    await form.run(() => send(what))
  }

  async function send(what: Call_Kind) {
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
      form.begin(EMPTY_CALL)
      form.setDone(sent === 'sent' ? t('helpline.done') : mended ? t('outbox.kept_mended') : t('outbox.kept_call'))
      if (sent === 'sent') await queries.invalidateQueries({ queryKey: [PREVIOUS] })
    } catch (error) {
      form.setProblem(problemOfSending(error))
    }
  }

  function stopMending() {
    sending.end()
    sending.renew()
    form.begin(EMPTY_CALL)
  }
  const done = sending.toldOf(form.done, t('helpline.done'))
  return { ...form, done, sending, change, log, stopMending, again: () => void log(kind.current) }
}
