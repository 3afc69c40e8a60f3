// A focal point reports where a measure of its institute stands.
import { MeasureStage, type Measure } from '@gen/plan_pb'
import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { Button, Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { ChoiceInput } from '../parts/choices'
import { TextInput } from '../parts/fields'
import { Notice, ProblemNotice } from '../parts/notice'
import { useForm } from '../parts/use_form'
import { fieldProblem, problemOf } from '../rpc/problem'
import { plan } from '../rpc/services'
import { useRequestId } from '../rpc/use_request_id'

const EMPTY = { stage: '', evidence: '' }

export function StageForm({ measure }: { measure: Measure }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const request = useRequestId()
  const form = useRef<HTMLFormElement>(null)
  const { draft, round, problem, done, working, change, begin, run, setProblem, setDone } = useForm(EMPTY)
  const stages = [
    { code: String(MeasureStage.NOT_STARTED), label: t('plan.stages.not_started') },
    { code: String(MeasureStage.IN_PROGRESS), label: t('plan.stages.in_progress') },
    { code: String(MeasureStage.COMPLETED), label: t('plan.stages.completed') },
  ].map((stage) => ({ ...stage, id: stage.code }))

  async function send() {
    try {
      const told = { name: measure.name, stage: Number(draft.stage), evidence: draft.evidence.trim() }
      await plan.setMeasureStage({ ...told, requestId: request.of(told) })
      request.done()
      begin(EMPTY)
      setDone(t('plan.stage_reported'))
      await queries.invalidateQueries({ queryKey: ['dashboard'] })
    } catch (error) {
      setProblem(problemOf(error))
    }
  }

  return (
    <Form
      key={round}
      ref={form}
      aria-label={t('plan.report_stage')}
      onSubmit={(event) => {
        event.preventDefault()
        void run(send)
      }}
    >
      <h5>{t('plan.report_stage')}</h5>
      {done !== '' && <Notice>{done}</Notice>}
      <ProblemNotice problem={problem} form={form} />
      <ChoiceInput
        label={t('plan.stage')}
        choices={stages}
        value={draft.stage}
        onChange={(stage) => change({ stage })}
        problem={fieldProblem(problem, 'stage')}
        required
      />
      <TextInput
        label={t('plan.evidence')}
        help={t('plan.evidence_help')}
        value={draft.evidence}
        onChange={(evidence) => change({ evidence })}
        problem={fieldProblem(problem, 'evidence')}
        required
        long
      />
      <p>
        <Button className="button" type="submit" isDisabled={working}>
          {working ? t('plan.reporting') : t('plan.report_stage_act')}
        </Button>
      </p>
    </Form>
  )
}
