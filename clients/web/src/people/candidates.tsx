// Who may be registered already, to choose from.
import type { DuplicateCandidate, Person } from '@gen/people_pb'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../parts/notice'
import type { Problem } from '../rpc/problem'
import { people } from '../rpc/services'

interface CandidatesProps {
  candidates: DuplicateCandidate[]
  problem: Problem | null
  working: boolean
  onChoose: (name: string) => void
  onNone: () => void
  onBack: () => void
  children: ReactNode
}

export function Candidates(props: CandidatesProps) {
  const { t } = useTranslation()
  // Not to an answer: the key that sent the form may be pressed again.
  const place = useRef<HTMLHeadingElement>(null)
  useEffect(() => place.current?.focus(), [])
  return (
    <section className="card" aria-labelledby="candidates">
      <h2 id="candidates" ref={place} tabIndex={-1}>
        {t('desk.candidates')}
      </h2>
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
        <Button className="button second" onPress={props.onNone} isDisabled={props.working}>
          {t('desk.is_none')}
        </Button>
        <Button className="button second" onPress={props.onBack} isDisabled={props.working}>
          {t('desk.back')}
        </Button>
      </div>
      {props.children}
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
