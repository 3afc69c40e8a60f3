// What every form that registers something goes through: typed, refused or done, and begun anew.
import { useState } from 'react'
import type { Problem } from '../rpc/problem'
import { Kept, useCurrent } from './kept'

// `kept` holds what is typed beyond the page of the form.
export function useForm<F>(empty: F, kept?: Kept<F>) {
  const [own] = useState(() => new Kept(empty))
  const held = kept ?? own
  const draft = useCurrent(held)
  const [round, setRound] = useState(0) // a new form after each that is done
  const [problem, setProblem] = useState<Problem | null>(null)
  const [done, setDone] = useState('') // what was done, in words
  const [working, setWorking] = useState(false)

  function change(fields: Partial<F>) {
    held.current = { ...held.current, ...fields }
    setDone('')
  }
  function begin(form: F) {
    held.current = form
    setProblem(null)
    setRound((before) => before + 1)
  }
  // Runs what is sent, and says that it is under way.
  async function run(send: () => Promise<void>): Promise<void> {
    setWorking(true)
    setProblem(null)
    setDone('')
    await send().finally(() => setWorking(false))
  }
  return { draft, round, problem, done, working, change, begin, run, setProblem, setDone }
}
