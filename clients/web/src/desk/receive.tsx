// Receives a person: one form, one write.
import type { DuplicateCandidate, Person } from '@gen/people_pb'
import { useQueryClient, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Button, Form, Group, Label } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useCodes, useLanguages } from '../parts/catalogue'
import { CheckInput, ChoiceInput, SearchInput, TextInput } from '../parts/fields'
import { Notice, ProblemNotice } from '../parts/notice'
import { useShortcut } from '../parts/shortcuts'
import { intake, people } from '../rpc/clients'
import { type FieldProblem, fieldProblem, problemOf, type Problem } from '../rpc/problem'
import { newRequestId } from '../rpc/request_id'
import { type Draft, EMPTY, personOf, requestOf } from './draft'
import { Matters } from './matters'
import { QUEUE } from './queue'

export function Receive() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [draft, setDraft] = useState<Draft>(EMPTY)
  const [round, setRound] = useState(0) // a new form after each visit
  const [problem, setProblem] = useState<Problem | null>(null)
  const [candidates, setCandidates] = useState<DuplicateCandidate[]>([])
  const [done, setDone] = useState('')
  const [working, setWorking] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  // Sent again after a failure it is the same request: the server gives its one answer.
  const request = useRef(newRequestId())

  function change(fields: Partial<Draft>) {
    setDraft({ ...draft, ...fields })
    request.current = newRequestId()
    setDone('')
  }

  async function send(known: string, reviewed: string[]) {
    setWorking(true)
    setProblem(null)
    setDone('')
    try {
      await intake.openVisit(requestOf(draft, request.current, known, reviewed))
      setDone(draft.matters.every((matter) => matter.caseType === '') ? t('desk.done') : t('desk.done_case'))
      setDraft(EMPTY)
      setCandidates([])
      setRound(round + 1)
      request.current = newRequestId()
      await queries.invalidateQueries({ queryKey: QUEUE })
    } catch (error) {
      const found = problemOf(error)
      if (found.reason === 'DUPLICATE_CANDIDATES') {
        await lookForCandidates()
      } else {
        setProblem(found)
      }
    } finally {
      setWorking(false)
    }
  }

  async function lookForCandidates() {
    try {
      const found = await people.findDuplicates({ person: personOf(draft) })
      setCandidates(found.candidates)
    } catch (error) {
      setProblem(problemOf(error))
    }
  }

  // A choice is another request than the one that was refused.
  function choose(known: string, reviewed: string[]) {
    request.current = newRequestId()
    void send(known, reviewed)
  }

  useShortcut('Control+Enter', t('desk.submit'), () => {
    if (candidates.length === 0 && !working) void send('', [])
  })
  useShortcut('Alt+KeyN', t('desk.receive'), () => form.current?.querySelector('input')?.focus())

  if (candidates.length > 0) {
    return (
      <Candidates
        candidates={candidates}
        problem={problem}
        working={working}
        onChoose={(name) => choose(name, [])}
        onNone={() => choose('', candidates.map((candidate) => candidate.candidate))}
        onBack={() => setCandidates([])}
      />
    )
  }
  return (
    <section className="card" aria-labelledby="receive">
      <h2 id="receive">{t('desk.receive')}</h2>
      {done !== '' && <Notice>{done}</Notice>}
      <ProblemNotice problem={problem} form={form} />
      <Form
        key={round}
        ref={form}
        onSubmit={(event) => {
          event.preventDefault()
          void send('', [])
        }}
      >
        <Fields draft={draft} change={change} problem={problem} focusFirst={round > 0} />
        <p>
          <Button className="button" type="submit" isDisabled={working}>
            {working ? t('desk.working') : t('desk.submit')}
          </Button>
        </p>
      </Form>
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
  const { t } = useTranslation()
  const at = (path: string) => fieldProblem(problem, path)
  return (
    <div className="fields">
      <div className="wide">
        <CheckInput selected={draft.anonymous} onChange={(anonymous) => change({ anonymous })}>
          {t('desk.anonymous')}
        </CheckInput>
      </div>
      {!draft.anonymous && <Identity {...{ draft, change, problem, focusFirst }} />}
      <Languages {...{ draft, change, problem, focusFirst }} />
      <TextInput
        label={t('desk.phone')}
        help={t('desk.phone_help')}
        type="tel"
        value={draft.phone}
        onChange={(phone) => change({ phone })}
        problem={at('new_person.phones')}
      />
      <Matters {...{ draft, change, problem }} />
      <NoticeGiven draft={draft} change={change} problem={at('visit.legal_basis.notice_version')} />
    </div>
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
      <Group className="field wide" aria-labelledby="birth">
        <Label id="birth">
          {t('desk.birth')} <span className="optional">({t('optional')})</span>
        </Label>
        <div className="thirds">
          <TextInput label={t('desk.day')} value={draft.day} onChange={(day) => change({ day })} numeric required />
          <TextInput label={t('desk.month')} value={draft.month} onChange={(month) => change({ month })} numeric required />
          <TextInput
            label={t('desk.year')}
            value={draft.year}
            onChange={(year) => change({ year })}
            problem={at('birth_date')}
            numeric
            required
          />
        </div>
      </Group>
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

function Languages({ draft, change, problem }: FieldsProps) {
  const { t } = useTranslation()
  const nationalities = useCodes('nationality')
  const languages = useLanguages()
  return (
    <>
      <SearchInput
        label={t('desk.nationality')}
        choices={nationalities}
        value={draft.nationality}
        onChange={(nationality) => change({ nationality })}
        problem={fieldProblem(problem, 'new_person.nationalities')}
      />
      <SearchInput
        label={t('desk.language')}
        choices={languages}
        value={draft.language}
        onChange={(language) => change({ language })}
        problem={fieldProblem(problem, 'visit.language')}
        required
      />
    </>
  )
}

interface CandidatesProps {
  candidates: DuplicateCandidate[]
  problem: Problem | null
  working: boolean
  onChoose: (name: string) => void
  onNone: () => void
  onBack: () => void
}

function Candidates(props: CandidatesProps) {
  const { t } = useTranslation()
  return (
    <section className="card" aria-labelledby="candidates">
      <h2 id="candidates">{t('desk.candidates')}</h2>
      <p role="status">{t('desk.candidates_help')}</p>
      <ProblemNotice problem={props.problem} />
      <ul>
        {props.candidates.map((candidate) => (
          <li key={candidate.candidate}>
            <CandidateLine candidate={candidate} working={props.working} onChoose={props.onChoose} />
          </li>
        ))}
      </ul>
      <div className="row">
        <Button className="button" onPress={props.onNone} isDisabled={props.working} autoFocus>
          {t('desk.is_none')}
        </Button>
        <Button className="button second" onPress={props.onBack} isDisabled={props.working}>
          {t('desk.back')}
        </Button>
      </div>
    </section>
  )
}

function CandidateLine(props: {
  candidate: DuplicateCandidate
  working: boolean
  onChoose: (name: string) => void
}) {
  const { t } = useTranslation()
  const { candidate } = props
  const person = useQuery({
    queryKey: ['candidate', candidate.candidate],
    queryFn: () => people.getPerson({ name: candidate.candidate }),
    enabled: candidate.inScope,
  })
  const reasons: Record<string, string> = t('desk.match', { returnObjects: true })
  const why = candidate.matchedFields.map((field) => reasons[field] ?? field).join(', ')
  if (!candidate.inScope) {
    return (
      <p>
        {t('desk.candidate_elsewhere')} ({why})
      </p>
    )
  }
  const name = person.data === undefined ? candidate.candidate : described(person.data)
  return (
    <p className="row">
      <span>
        <strong>{name}</strong> ({why})
      </span>
      <Button
        className="button second"
        aria-label={`${t('desk.is_this')}: ${name}`}
        onPress={() => props.onChoose(candidate.candidate)}
        isDisabled={props.working}
      >
        {t('desk.is_this')}
      </Button>
    </p>
  )
}

function described(person: Person): string {
  const birth = person.birthDate?.year ? `, ${person.birthDate.year}` : ''
  return `${person.givenName} ${person.familyName}${birth} · ${person.reference}`
}
