// What happened, said where it happened and to whoever listens.
import type { TFunction } from 'i18next'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf, type Problem } from '../rpc/problem'
import { type FormRef, ProblemList } from './problem_list'

// It is brought into view: whoever did it was at the end of a long form.
export function Notice({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <div className="notice" role="status" ref={place}>
      <p>{children}</p>
    </div>
  )
}

// The text for a problem, and whether it is in the language of the page; the server's is in Portuguese.
export function problemText(t: TFunction, problem: Problem): { text: string; words: boolean } {
  const own: Record<string, unknown> = {
    ...t('refused', { returnObjects: true }),
    ...t('problem', { returnObjects: true }),
    ...t('outbox.problems', { returnObjects: true }),
  }
  const text = own[problem.reason]
  return typeof text === 'string' ? { text, words: true } : { text: problem.text, words: false }
}

// `form` is where the fields are, if the problem may be theirs.
export function ProblemNotice({ problem, form }: { problem: Problem | null; form?: FormRef }) {
  const { t, i18n } = useTranslation()
  if (problem === null) return null
  const { text, words } = problemText(t, problem)
  return (
    <div className="notice bad" role="alert">
      <p>
        <strong>{t('problem.title')}.</strong>{' '}
        {words ? text : <span lang={i18n.language === 'pt' ? undefined : 'pt'}>{text}</span>}
      </p>
      {form !== undefined && <ProblemList problem={problem} form={form} />}
    </div>
  )
}

// What stands in the place of what was asked for, until it is there.
export function Waiting({ query }: { query: { isLoading: boolean; error: unknown } }) {
  if (query.isLoading) return <Loading />
  return query.error === null ? null : <ProblemNotice problem={problemOf(query.error)} />
}

export function Loading() {
  const { t } = useTranslation()
  return (
    <p role="status" className="quiet">
      {t('loading')}
    </p>
  )
}
