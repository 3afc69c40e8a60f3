// Receives a person: one form, one write.
import type { Visit } from '@gen/intake_pb'
import { type ReactNode, useRef } from 'react'
import { Button, Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { KeepHere, Mending } from '../outbox/in_form'
import { useCodes, useLanguages } from '../parts/catalogue'
import { ChoiceInput, SearchInput } from '../parts/choices'
import { CheckInput, TextInput } from '../parts/fields'
import { Notice, ProblemNotice } from '../parts/notice'
import { useShortcut } from '../parts/shortcuts'
import { BirthInput } from '../people/birth_input'
import { Candidates } from '../people/candidates'
import { type FieldProblem, fieldProblem, type Problem } from '../rpc/problem'
import type { Draft } from './draft'
import { Matters } from './matters'
import { useReceiving } from './use_receiving'
import { useWhoCame } from './who_came'

interface ReceiveProps {
  onVisit: (visit: Visit | null) => void // what was registered; null when something else is begun
  children: ReactNode // its receipt
}

export function Receive({ onVisit, children }: ReceiveProps) {
  const { t } = useTranslation()
  const receiving = useReceiving(onVisit)
  const { draft, round, problem, candidates, working, sending } = receiving
  const form = useRef<HTMLFormElement>(null)
  const unread = useWhoCame(receiving.change)
  useShortcut('Control+Enter', t('desk.submit'), () => {
    if (candidates.length === 0 && !working) receiving.submit()
  })
  useShortcut('Alt+KeyN', t('desk.receive'), () => form.current?.querySelector('input')?.focus())
  useShortcut('Alt+KeyA', t('desk.anonymous'), () => {
    if (draft.person !== '') return
    form.current?.querySelector<HTMLInputElement>('input[type=checkbox]')?.focus() // the name's fields may go
    receiving.change({ anonymous: !draft.anonymous })
  })
  const below = <KeepHere locked={sending.locked} onOpened={receiving.submit} />
  if (candidates.length > 0) {
    return (
      <Candidates
        candidates={candidates}
        problem={problem}
        working={working}
        onChoose={(known) => receiving.choose({ known, reviewed: [] })}
        onNone={() => receiving.choose({ known: '', reviewed: candidates.map(({ candidate }) => candidate) })}
        onBack={() => receiving.setCandidates([])}
      >
        {below}
      </Candidates>
    )
  }
  const number = receiving.visit?.queueNumber ?? 0
  return (
    <section className="card" aria-labelledby="receive">
      <h2 id="receive">{t('desk.receive')}</h2>
      {receiving.done !== '' && (
        <Notice>
          {receiving.done} {number > 0 && <strong>{t('desk.called', { number })}</strong>}
        </Notice>
      )}
      {children}
      <Mending sending={sending} onStop={receiving.stopMending} />
      <ProblemNotice problem={unread} />
      <ProblemNotice problem={problem} form={form} />
      <Form
        key={round}
        ref={form}
        onSubmit={(event) => {
          event.preventDefault()
          receiving.submit()
        }}
      >
        <Fields draft={draft} change={receiving.change} problem={problem} focusFirst={round > 0} />
        <p>
          <Button className="button" type="submit" isDisabled={working}>
            {working ? t('desk.working') : t('desk.submit')}
          </Button>
        </p>
      </Form>
      {below}
    </section>
  )
}

interface FieldsProps {
  draft: Draft
  change: (fields: Partial<Draft>) => void
  problem: Problem | null
  focusFirst: boolean
}

function Fields({ draft, change, problem, focusFirst }: FieldsProps) {
  const at = (path: string) => fieldProblem(problem, path)
  return (
    <div className="fields">
      {draft.person === '' ? (
        <Somebody {...{ draft, change, problem, focusFirst }} />
      ) : (
        <KnownPerson {...{ draft, change, problem, focusFirst }} />
      )}
      <Matters {...{ draft, change, problem }} />
      <NoticeGiven draft={draft} change={change} problem={at('visit.legal_basis.notice_version')} />
    </div>
  )
}

// Somebody new, or so it is thought.
function Somebody({ draft, change, problem, focusFirst }: FieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      <div className="wide">
        <CheckInput selected={draft.anonymous} onChange={(anonymous) => change({ anonymous })}>
          {t('desk.anonymous')}
        </CheckInput>
      </div>
      {!draft.anonymous && <Identity {...{ draft, change, problem, focusFirst }} />}
      <Nationality {...{ draft, change, problem, focusFirst }} />
      <SpokenLanguage {...{ draft, change, problem, focusFirst }} />
      <TextInput
        label={t('desk.phone')}
        help={t('desk.phone_help')}
        type="tel"
        value={draft.phone}
        onChange={(phone) => change({ phone })}
        problem={fieldProblem(problem, 'new_person.phones')}
      />
    </>
  )
}

// Somebody who came before: what the house knows of them is not asked again.
function KnownPerson({ draft, change, problem, focusFirst }: FieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      <p className="wide row">
        <span>
          {t('desk.known')}: <strong>{draft.personLabel}</strong>
        </span>
        <Button className="button second" onPress={() => change({ person: '', personLabel: '' })}>
          {t('desk.somebody_else')}
        </Button>
      </p>
      <SpokenLanguage {...{ draft, change, problem, focusFirst }} />
    </>
  )
}

function NoticeGiven(props: Pick<FieldsProps, 'draft' | 'change'> & { problem: FieldProblem | undefined }) {
  const { t } = useTranslation()
  const { draft, change, problem } = props
  return (
    <div className="wide field" {...(problem === undefined ? {} : { 'data-invalid': true })}>
      <CheckInput
        selected={draft.noticeGiven}
        onChange={(noticeGiven) => change({ noticeGiven })}
        problem={problem}
        describedBy="notice-help"
      >
        {t('desk.notice')}
      </CheckInput>
      <div id="notice-help">
        <span className="help">{t('desk.notice_help')}</span>{' '}
        {problem !== undefined && <span className="wrong">{t('problem.field.REQUIRED')}</span>}
      </div>
    </div>
  )
}

function Identity({ draft, change, problem, focusFirst }: FieldsProps) {
  const { t } = useTranslation()
  const documents = useCodes('document')
  const at = (path: string) => fieldProblem(problem, `new_person.${path}`)
  return (
    <>
      <TextInput
        label={t('desk.given_name')}
        value={draft.givenName}
        onChange={(givenName) => change({ givenName })}
        problem={at('given_name') ?? at('anonymous')}
        required
        autoFocus={focusFirst}
      />
      <TextInput
        label={t('desk.family_name')}
        value={draft.familyName}
        onChange={(familyName) => change({ familyName })}
        problem={at('family_name')}
      />
      <BirthInput value={draft} onChange={change} problem={at('birth_date')} />
      <ChoiceInput
        label={t('desk.document')}
        choices={documents}
        value={draft.documentType}
        onChange={(documentType) => change({ documentType })}
        problem={at('documents[0].type')}
      />
      <TextInput
        label={t('desk.document_number')}
        value={draft.documentNumber}
        onChange={(documentNumber) => change({ documentNumber })}
        problem={at('documents[0].number')}
      />
    </>
  )
}

function Nationality({ draft, change, problem }: FieldsProps) {
  const { t } = useTranslation()
  return (
    <SearchInput
      label={t('desk.nationality')}
      choices={useCodes('nationality')}
      value={draft.nationality}
      onChange={(nationality) => change({ nationality })}
      problem={fieldProblem(problem, 'new_person.nationalities')}
    />
  )
}

function SpokenLanguage({ draft, change, problem }: FieldsProps) {
  const { t } = useTranslation()
  return (
    <SearchInput
      label={t('desk.language')}
      choices={useLanguages()}
      value={draft.language}
      onChange={(language) => change({ language })}
      problem={fieldProblem(problem, 'visit.language')}
      required
    />
  )
}
