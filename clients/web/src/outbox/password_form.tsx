// Asks who works here for their password, to open what is sealed.
import { useState } from 'react'
import { Button, Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { type Worker, useSigning } from '../app/session'
import { TextInput } from '../parts/fields'
import { ProblemNotice } from '../parts/notice'
import { problemOf, type Problem } from '../rpc/problem'
import { reach } from '../rpc/reach'
import { outbox } from './state'

const NOT_OPENED: Problem = { reason: 'NOT_OPENED', text: '', fields: [], told: false }

interface PasswordProps {
  label: string
  act: string
  open: (password: string) => Promise<boolean>
  onOpened?: () => void
}

export function PasswordForm(props: PasswordProps) {
  const { t } = useTranslation()
  const [password, setPassword] = useState('')
  const [working, setWorking] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)

  async function submit() {
    setWorking(true)
    setProblem(null)
    try {
      if (await props.open(password)) props.onOpened?.()
      else setProblem(NOT_OPENED)
    } catch (error) {
      setProblem(problemOf(error))
    }
    setPassword('')
    setWorking(false)
  }

  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <ProblemNotice problem={problem} />
      <TextInput
        label={props.label}
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        required
      />
      <p>
        <Button className="button second" type="submit" isDisabled={working}>
          {working ? t('outbox.opening') : props.act}
        </Button>
      </p>
    </Form>
  )
}

// With the password of today. What this device does not know, the server may: somebody may have
// signed in here before anything could be kept.
export function OpenKeys({ worker, act, onOpened }: { worker: Worker; act: string; onOpened?: () => void }) {
  const { t } = useTranslation()
  const { signIn } = useSigning()
  const { login } = worker.account
  async function open(password: string): Promise<boolean> {
    const box = await outbox()
    if (await box.unlock(login, password)) return true
    if (reach() === 'away') return false
    await signIn(login, password)
    return true
  }
  return <PasswordForm label={t('sign_in.password')} act={act} open={open} {...(onOpened === undefined ? {} : { onOpened })} />
}
