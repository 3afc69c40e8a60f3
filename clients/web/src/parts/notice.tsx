// What happened, said where it happened and to whoever listens.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf, type Problem } from '../rpc/problem'
import { type FormRef, ProblemList } from './problem_list'

export function Notice({ children }: { children: ReactNode }) {
  return (
    <div className="notice" role="status">
      <p>{children}</p>
    </div>
  )
}

// `form` is where the fields are, if the problem may be theirs.
export function ProblemNotice({ problem, form }: { problem: Problem | null; form?: FormRef }) {
  const { t, i18n } = useTranslation()
  if (problem === null) return null
  const own: Record<string, unknown> = t('problem', { returnObjects: true })
  const text = own[problem.reason]
  return (
    <div className="notice bad" role="alert">
      <p>
        <strong>{t('problem.title')}.</strong>{' '}
        {typeof text === 'string' ? text : <span lang={i18n.language === 'pt' ? undefined : 'pt'}>{problem.text}</span>}
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
