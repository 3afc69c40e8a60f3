// A focal point types the value of a figure that casework does not give.
import type { PlanFigure } from '@gen/plan_pb'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Button, Dialog, Form, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { ChoiceInput } from '../parts/choices'
import { TextInput } from '../parts/fields'
import { LabelText } from '../parts/label'
import { monthText } from '../parts/months'
import { ProblemNotice } from '../parts/notice'
import { useForm } from '../parts/use_form'
import { fieldProblem, problemOf } from '../rpc/problem'
import { plan } from '../rpc/services'
import { useRequestId } from '../rpc/use_request_id'
import { localeOf } from '../words'
import { monthInLisbon } from './closing'
import { statementOf } from './plan_table'
import { monthsToType, readingOf, type ReadingDraft } from './reading'

export function ReadingButton({ figure }: { figure: PlanFigure }) {
  const { t, i18n } = useTranslation()
  const [open, setOpen] = useState(false)
  const [told, setTold] = useState('')
  const act = t('plan.type_value')
  return (
    <>
      <Button
        className="button second"
        aria-label={`${act}: ${statementOf(figure, i18n.language).text}`}
        onPress={() => {
          setTold('')
          setOpen(true)
        }}
      >
        {act}
      </Button>
      <span role="status" className="quiet">
        {told}
      </span>
      {open && (
        <ReadingDialog
          figure={figure}
          onClose={(what) => {
            setOpen(false)
            setTold(what)
          }}
        />
      )}
    </>
  )
}

interface ReadingProps {
  figure: PlanFigure
  onClose: (told: string) => void // what was done, in words
}

function ReadingDialog({ figure, onClose }: ReadingProps) {
  const { i18n } = useTranslation()
  return (
    <ModalOverlay className="overlay" isOpen onOpenChange={(open) => !open && onClose('')}>
      <Modal className="card modal">
        <Dialog>
          <Heading slot="title" level={2} className="statement">
            <LabelText label={statementOf(figure, i18n.language)} />
          </Heading>
          <ReadingForm figure={figure} onClose={onClose} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function ReadingForm({ figure, onClose }: ReadingProps) {
  const { t, i18n } = useTranslation()
  const locale = localeOf(i18n.language)
  const queries = useQueryClient()
  const request = useRequestId()
  const place = useRef<HTMLFormElement>(null)
  const months = monthsToType(figure, monthInLisbon(new Date()))
  const { draft, problem, working, change, run, setProblem } = useForm<ReadingDraft>({ month: months[0] ?? '', value: '', source: '' })
  const before = figure.trend.find(({ month }) => month === draft.month)

  async function send() {
    const { reading, wrong } = readingOf(figure, draft)
    if (reading === null) return setProblem(wrong)
    try {
      await plan.recordReading({ reading, requestId: request.of({ ...draft, name: reading.name }) })
      await queries.invalidateQueries({ queryKey: ['plan-table'] })
      onClose(t('plan.value_typed', { month: monthText(draft.month, locale) }))
    } catch (error) {
      setProblem(problemOf(error))
    }
  }

  return (
    <Form
      ref={place}
      onSubmit={(event) => {
        event.preventDefault()
        void run(send)
      }}
    >
      <ProblemNotice problem={problem} form={place} />
      <ChoiceInput
        label={t('plan.month')}
        choices={months.map((month) => ({ id: month, code: month, label: monthText(month, locale) }))}
        value={draft.month}
        onChange={(month) => change({ month })}
        problem={fieldProblem(problem, 'reading.name')}
        required
        {...(before === undefined ? {} : { help: t('plan.value_before', { value: new Intl.NumberFormat(locale).format(before.value) }) })}
      />
      <TextInput
        label={t('plan.value')}
        help={t('plan.value_help')}
        value={draft.value}
        onChange={(value) => change({ value })}
        problem={fieldProblem(problem, 'reading.value')}
        numeric
        required
        autoFocus
      />
      <TextInput
        label={t('plan.value_source')}
        value={draft.source}
        onChange={(source) => change({ source })}
        problem={fieldProblem(problem, 'reading.source')}
      />
      <div className="row">
        <Button className="button" type="submit" isDisabled={working}>
          {working ? t('plan.reporting') : t('plan.type_value_act')}
        </Button>
        <Button className="button second" isDisabled={working} onPress={() => onClose('')}>
          {t('plan.cancel')}
        </Button>
      </div>
    </Form>
  )
}
