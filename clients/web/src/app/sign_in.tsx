import { useState } from 'react'
import { Button, Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { TextInput } from '../parts/fields'
import { Notice, ProblemNotice } from '../parts/notice'
import { problemOf, type Problem } from '../rpc/problem'
import { useSigning } from './session'

// `worker` is who worked here when the session ended, if anybody did.
export function SignIn({ worker }: { worker: string }) {
  const { t } = useTranslation()
  const { signIn } = useSigning(worker)
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [working, setWorking] = useState(false)

  async function submit() {
    setWorking(true)
    setProblem(null)
    try {
      await signIn(login.trim(), password)
    } catch (error) {
      setProblem(problemOf(error))
      setWorking(false)
    }
  }

  return (
    <Form
      className="card sign-in"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <h1>{t('sign_in.title')}</h1>
      <p className="quiet">{t('product_line')}</p>
      {worker !== '' && <Notice>{t('sign_in.ended')}</Notice>}
      <ProblemNotice problem={problem} />
      <TextInput
        label={t('sign_in.login')}
        value={login}
        onChange={setLogin}
        autoComplete="username"
        required
        autoFocus
      />
      <TextInput
        label={t('sign_in.password')}
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        required
      />
      <Button className="button" type="submit" isDisabled={working}>
        {working ? t('sign_in.working') : t('sign_in.submit')}
      </Button>
    </Form>
  )
}
