// What may be done with a case now: the moves that its type allows from its stage. What is being
// written stays, however the case changes meanwhile.
import { type Case, Case_State } from '@gen/cases_pb'
import type { CaseType } from '@gen/catalogue_pb'
import { useState } from 'react'
import { Button, Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useCaseType, useCodes, useStageLabel } from '../parts/catalogue'
import { ChoiceInput } from '../parts/choices'
import { TextInput } from '../parts/fields'
import { ProblemNotice } from '../parts/notice'
import { Recorded, useRecorded } from '../parts/recorded'
import { problemOf, type Problem } from '../rpc/problem'
import { cases } from '../rpc/services'
import { useRequestId } from '../rpc/use_request_id'
import { closing, isSettled, type Wish } from './changes'
import { Conflict } from './conflict'
import { type Draft, useDraft } from './draft'
import { movesFrom } from './moves'

// One write: what it wants, over which reading, and what is left to do once it is done.
interface Act {
  wish: Wish
  base: Case
  reason?: string
  call: (requestId: string, etag: string) => Promise<Case>
  forget: () => void
}

interface ActionsProps {
  known: Case
  onDone: (now: Case) => void
  // Reads the case again, and says how it stands.
  onStale: () => Promise<Case | undefined>
}

function useActing({ onDone, onStale }: ActionsProps) {
  const [problem, setProblem] = useState<Problem | null>(null)
  const [conflict, setConflict] = useState<Act | null>(null)
  const [working, setWorking] = useState(false)
  const request = useRequestId()
  const recorded = useRecorded()

  function settle(act: Act, now: Case) {
    setConflict(null)
    act.forget()
    onDone(now)
    recorded.tell()
  }

  async function act(one: Act, etag = one.base.etag) {
    setWorking(true)
    setProblem(null)
    recorded.begin()
    try {
      settle(one, await one.call(request.of([one.wish, one.reason, etag]), etag))
      request.done()
    } catch (error) {
      const found = problemOf(error)
      const now = found.reason === 'STALE_ETAG' ? await onStale() : undefined
      if (now === undefined) setProblem(found)
      else if (isSettled(one.wish, now)) settle(one, now)
      else setConflict(one)
    } finally {
      setWorking(false)
    }
  }

  function keep() {
    conflict?.forget()
    setConflict(null)
    recorded.place.current?.focus()
  }

  return { problem, conflict, working, recorded, act, keep }
}

export function Actions(props: ActionsProps) {
  const { known } = props
  const type = useCaseType(known.type)
  const { t } = useTranslation()
  const { problem, conflict, working, recorded, act, keep } = useActing(props)
  const receipt = useDraft(known)
  const shared = { known, working, act }
  const open = known.state === Case_State.OPEN
  return (
    <section className="card" aria-labelledby="actions">
      <h2 id="actions" ref={recorded.place} tabIndex={-1}>
        {t('desk.act')}
      </h2>
      <Recorded times={recorded.times} />
      <ProblemNotice problem={problem} />
      {conflict !== null && (
        <Conflict
          {...conflict}
          known={known}
          working={working}
          onKeep={keep}
          onWrite={() => void act(conflict, known.etag)}
        />
      )}
      <div className="stack">
        {open && type !== undefined && <Advance {...shared} type={type} />}
        {/* Typed text stays, even where somebody closed the case over it. */}
        {(open || receipt.value !== undefined) && <Receipt {...shared} draft={receipt} />}
        {open && type !== undefined && <Close {...shared} type={type} />}
        {known.state === Case_State.CLOSED && <Reopen {...shared} />}
      </div>
    </section>
  )
}

interface ActProps {
  known: Case
  working: boolean
  act: (one: Act) => Promise<void>
}

function OneField(props: { onSubmit: () => void; working: boolean; name: string; children: React.ReactNode; ready: boolean }) {
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault()
        props.onSubmit()
      }}
    >
      {props.children}
      <p>
        <Button className="button second" type="submit" isDisabled={props.working || !props.ready}>
          {props.name}
        </Button>
      </p>
    </Form>
  )
}

// The choice of a list that is still there; one that went with a change is none.
function chosen(draft: Draft, choices: { code: string }[]): string {
  return choices.some((choice) => choice.code === draft.value) ? (draft.value ?? '') : ''
}

function Advance({ known, type, working, act }: ActProps & { type: CaseType }) {
  const { t } = useTranslation()
  const draft = useDraft(known)
  const stageLabel = useStageLabel()
  const choices = movesFrom(type, known.stage).map((to) => {
    const { text, lang } = stageLabel(to)
    return { id: to, code: to, label: text, lang }
  })
  const stage = chosen(draft, choices)
  if (choices.length === 0) return null
  return (
    <OneField
      name={t('case.advance_act')}
      ready={stage !== ''}
      working={working}
      onSubmit={() =>
        void act({
          ...draft,
          wish: { stage },
          call: (requestId, etag) => cases.advanceCase({ name: known.name, stage, etag, requestId }),
        })
      }
    >
      <ChoiceInput label={t('case.advance')} choices={choices} value={stage} onChange={draft.write} required />
    </OneField>
  )
}

function Receipt({ known, working, act, draft }: ActProps & { draft: Draft }) {
  const { t } = useTranslation()
  const number = draft.value ?? known.receiptNumber
  const receiptNumber = number.trim()
  return (
    <OneField
      name={t('case.receipt_act')}
      ready={receiptNumber !== known.receiptNumber}
      working={working}
      onSubmit={() =>
        void act({
          ...draft,
          wish: { receiptNumber },
          call: (requestId, etag) =>
            cases.updateCase({
              case: { name: known.name, etag, receiptNumber },
              updateMask: { paths: ['receipt_number'] },
              requestId,
            }),
        })
      }
    >
      <TextInput label={t('case.receipt')} value={number} onChange={draft.write} required />
    </OneField>
  )
}

function Close({ known, type, working, act }: ActProps & { type: CaseType }) {
  const { t } = useTranslation()
  const draft = useDraft(known)
  const all = useCodes('outcome')
  const choices = all.filter((choice) => type.outcomes.includes(choice.code))
  const outcome = chosen(draft, choices)
  return (
    <OneField
      name={t('case.close_act')}
      ready={outcome !== ''}
      working={working}
      onSubmit={() =>
        void act({
          ...draft,
          wish: closing(outcome),
          call: (requestId, etag) => cases.closeCase({ name: known.name, outcome, etag, requestId }),
        })
      }
    >
      <ChoiceInput label={t('case.close')} choices={choices} value={outcome} onChange={draft.write} required />
    </OneField>
  )
}

function Reopen({ known, working, act }: ActProps) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  return (
    <OneField
      name={t('case.reopen_act')}
      ready={reason.trim() !== ''}
      working={working}
      onSubmit={() =>
        void act({
          wish: { state: Case_State.OPEN },
          base: known,
          reason: reason.trim(),
          call: (requestId) => cases.reopenCase({ name: known.name, reason: reason.trim(), requestId }),
          forget: () => setReason(''),
        })
      }
    >
      <TextInput label={t('case.reopen_reason')} value={reason} onChange={setReason} required />
    </OneField>
  )
}
