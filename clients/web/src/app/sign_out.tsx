// Signing out; with something unsent, not without a question.
import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useOutbox } from '../outbox/state'
import { ProblemNotice } from '../parts/notice'
import { Question } from '../parts/question'
import { problemOf, type Problem } from '../rpc/problem'
import { useSigning } from './session'

export function SignOut() {
  const { t } = useTranslation()
  const { signOut } = useSigning()
  const { mine, locked } = useOutbox()
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const unsent = mine.length + locked

  function leave() {
    setAsking(false)
    setProblem(null)
    signOut().catch((error: unknown) => setProblem(problemOf(error)))
  }

  return (
    <>
      <Button className="button" onPress={() => (unsent > 0 ? setAsking(true) : leave())}>
        {t('sign_in.sign_out')}
      </Button>
      <ProblemNotice problem={problem} />
      <Question
        asked={asking}
        title={t('outbox.leave_title', { count: unsent })}
        stay={t('outbox.leave_stay')}
        go={t('outbox.leave_go')}
        onStay={() => setAsking(false)}
        onGo={leave}
      >
        {t('outbox.leave_help')}
      </Question>
    </>
  )
}
