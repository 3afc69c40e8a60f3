// What may be done with a case now: the moves that its type allows from its stage.
import { type Case, Case_State } from '@gen/cases_pb'
import type { CaseType } from '@gen/catalogue_pb'
import { useRef, useState } from 'react'
import { Button, Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useCaseType, useCodes } from '../parts/catalogue'
import { ChoiceInput, TextInput } from '../parts/fields'
import { ProblemNotice } from '../parts/notice'
import { cases } from '../rpc/clients'
import { problemOf, type Problem } from '../rpc/problem'
import { newRequestId } from '../rpc/request_id'
import { movesFrom } from './moves'
import { stageText } from './labels'

interface ActionsProps {
  known: Case
  onDone: (now: Case) => void
  onStale: () => void
}

export function Actions(props: ActionsProps) {
  const type = useCaseType(props.known.type)
  const { t } = useTranslation()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [working, setWorking] = useState(false)
  const request = useRef(newRequestId())

  async function act(call: (requestId: string) => Promise<Case>) {
    setWorking(true)
    setProblem(null)
    try {
      props.onDone(await call(request.current))
      request.current = newRequestId()
    } catch (error) {
      const found = problemOf(error)
      if (found.reason !== 'NO_NETWORK') request.current = newRequestId()
      if (found.reason === 'STALE_ETAG') props.onStale()
      else setProblem(found)
    } finally {
      setWorking(false)
    }
  }

  const { known } = props
  const shared = { known, working, act }
  return (
    <section className="card" aria-labelledby="actions">
      <h2 id="actions">{t('desk.act')}</h2>
      <ProblemNotice problem={problem} />
      <div className="stack">
        {known.state === Case_State.OPEN && type !== undefined && (
          <>
            <Advance {...shared} type={type} />
            <Receipt {...shared} />
            <Close {...shared} type={type} />
          </>
        )}
        {known.state === Case_State.CLOSED && <Reopen {...shared} />}
      </div>
    </section>
  )
}

interface ActProps {
  known: Case
  working: boolean
  act: (call: (requestId: string) => Promise<Case>) => Promise<void>
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

function Advance({ known, type, working, act }: ActProps & { type: CaseType }) {
  const { t } = useTranslation()
  const [stage, setStage] = useState('')
  const choices = movesFrom(type, known.stage).map((to) => ({ id: to, code: to, label: stageText(to) }))
  if (choices.length === 0) return null
  return (
    <OneField
      name={t('case.advance_act')}
      ready={stage !== ''}
      working={working}
      onSubmit={() => void act((requestId) => cases.advanceCase({ name: known.name, stage, etag: known.etag, requestId }))}
    >
      <ChoiceInput label={t('case.advance')} choices={choices} value={stage} onChange={setStage} required />
    </OneField>
  )
}

function Receipt({ known, working, act }: ActProps) {
  const { t } = useTranslation()
  const [number, setNumber] = useState(known.receiptNumber)
  return (
    <OneField
      name={t('case.receipt_act')}
      ready={number.trim() !== known.receiptNumber}
      working={working}
      onSubmit={() =>
        void act((requestId) =>
          cases.updateCase({
            case: { name: known.name, etag: known.etag, receiptNumber: number.trim() },
            updateMask: { paths: ['receipt_number'] },
            requestId,
          }),
        )
      }
    >
      <TextInput label={t('case.receipt')} value={number} onChange={setNumber} required />
    </OneField>
  )
}

function Close({ known, type, working, act }: ActProps & { type: CaseType }) {
  const { t } = useTranslation()
  const [outcome, setOutcome] = useState('')
  const all = useCodes('outcome')
  const choices = all.filter((choice) => type.outcomes.includes(choice.code))
  return (
    <OneField
      name={t('case.close_act')}
      ready={outcome !== ''}
      working={working}
      onSubmit={() => void act((requestId) => cases.closeCase({ name: known.name, outcome, etag: known.etag, requestId }))}
    >
      <ChoiceInput label={t('case.close')} choices={choices} value={outcome} onChange={setOutcome} required />
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
      onSubmit={() => void act((requestId) => cases.reopenCase({ name: known.name, reason: reason.trim(), requestId }))}
    >
      <TextInput label={t('case.reopen_reason')} value={reason} onChange={setReason} required />
    </OneField>
  )
}
