// Asked before what cannot be taken back. What shows it comes when it is first asked: the first page
// does without.
import { lazy, type ReactNode, Suspense } from 'react'

export interface QuestionProps {
  asked: boolean
  title: string
  children: ReactNode
  stay: string
  go: string
  onStay: () => void
  onGo: () => void
}

const QuestionDialog = lazy(async () => ({ default: (await import('./question_dialog')).QuestionDialog }))

export function Question({ asked, ...question }: QuestionProps) {
  if (!asked) return null
  return (
    <Suspense>
      <QuestionDialog {...question} />
    </Suspense>
  )
}
