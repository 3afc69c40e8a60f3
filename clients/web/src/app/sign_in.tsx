import type { Account } from '@gen/access_pb'
import { useRef, useState } from 'react'
import { Button, Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { TextInput } from '../parts/fields'
import { ProblemNotice } from '../parts/notice'
import { outbox } from '../outbox/state'
import { type FieldProblem, fieldProblem, mayWait, problemOf, type Problem } from '../rpc/problem'
import { useReach } from '../rpc/reach'
import { useSigning } from './session'

// `back` is who worked on without the server, and is asked for now that it is there again.
export function SignIn({ back }: { back?: Account }) {
  const { t } = useTranslation()
  const enter = useEnter()
  const away = useReach() === 'away'
  const [login, setLogin] = useState(back?.login ?? '')
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [working, setWorking] = useState(false)
  const form = useRef<HTMLFormElement>(null)

  async function submit() {
    const fields = lacksOf(login, password)
    if (fields.length > 0) return setProblem({ reason: 'INVALID_FIELDS', text: '', fields, told: false })
    setWorking(true)
    setProblem(null)
    try {
      await enter(login.trim(), password)
      setPassword('')
    } catch (error) {
      setProblem(error instanceof Unopened ? error.problem : problemOf(error))
    }
    setWorking(false)
  }

  return (
    <Form
      ref={form}
      className={back === undefined ? 'card sign-in' : 'card sign-in again'}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      {/* The page of who is asked to come back is hidden meanwhile, and its heading with it. */}
      <h1>{back === undefined ? t('sign_in.title') : t('outbox.again_title')}</h1>
      <p className="quiet">{back === undefined ? t('product_line') : t('outbox.again_help')}</p>
      {away && <p>{t('outbox.door')}</p>}
      <ProblemNotice problem={problem} form={form} />
      <TextInput
        label={t('sign_in.login')}
        value={login}
        onChange={setLogin}
        autoComplete="username"
        problem={fieldProblem(problem, 'login')}
        required
        autoFocus={back === undefined}
      />
      <TextInput
        label={t('sign_in.password')}
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        problem={fieldProblem(problem, 'password')}
        required
      />
      <Button className="button" type="submit" isDisabled={working}>
        {working ? t('sign_in.working') : away ? t('outbox.door_act') : t('sign_in.submit')}
      </Button>
    </Form>
  )
}

function lacksOf(login: string, password: string): FieldProblem[] {
  return [
    ...(login.trim() === '' ? [{ path: 'login', reason: 'REQUIRED' }] : []),
    ...(password === '' ? [{ path: 'password', reason: 'REQUIRED' }] : []),
  ]
}

class Unopened extends Error {
  problem: Problem = { reason: 'NOT_OPENED', text: '', fields: [], told: false }
}

// The server, and where it is not reached, what is sealed on this device.
function useEnter(): (login: string, password: string) => Promise<void> {
  const { signIn } = useSigning()
  return async (login, password) => {
    try {
      await signIn(login, password)
    } catch (error) {
      if (!mayWait(error)) throw error
      const box = await outbox()
      if (!(await box.unlock(login, password))) throw new Unopened()
    }
  }
}
