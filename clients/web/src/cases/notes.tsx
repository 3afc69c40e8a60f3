import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button, Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { TextInput } from '../parts/fields'
import { useCurrent, useKept } from '../parts/kept'
import { ProblemNotice, Waiting } from '../parts/notice'
import { Recorded, useRecorded } from '../parts/recorded'
import { problemOf, type Problem } from '../rpc/problem'
import { cases } from '../rpc/services'
import { useRequestId } from '../rpc/use_request_id'
import { useDay } from './when'

export function Notes({ parent }: { parent: string }) {
  const { t } = useTranslation()
  const day = useDay()
  const queries = useQueryClient()
  const notes = useQuery({ queryKey: ['notes', parent], queryFn: () => cases.listNotes({ parent }) })
  const kept = useKept(`note ${parent}`, () => '')
  const text = useCurrent(kept)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [working, setWorking] = useState(false)
  const request = useRequestId()
  const recorded = useRecorded()

  async function add() {
    setWorking(true)
    setProblem(null)
    recorded.begin()
    try {
      await cases.addNote({ parent, note: { text: text.trim() }, requestId: request.of([parent, text.trim()]) })
      kept.current = ''
      request.done()
      await queries.invalidateQueries({ queryKey: ['notes', parent] })
      recorded.tell()
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setWorking(false)
    }
  }

  return (
    <section className="card" aria-labelledby="notes">
      <h2 id="notes" ref={recorded.place} tabIndex={-1}>
        {t('case.notes')}
      </h2>
      <Recorded times={recorded.times} />
      <Waiting query={notes} />
      {notes.isSuccess && notes.data.notes.length === 0 && <p>{t('case.no_notes')}</p>}
      {notes.isSuccess && notes.data.notes.length > 0 && (
        <ul className="plain">
          {notes.data.notes.map((note) => (
            <li key={note.name}>
              <span className="quiet">
                {day(note.createTime)} · {note.authorName || note.author}
              </span>
              <p className="kept" dir="auto">{note.text}</p>
            </li>
          ))}
        </ul>
      )}
      <ProblemNotice problem={problem} />
      <Form
        onSubmit={(event) => {
          event.preventDefault()
          void add()
        }}
      >
        <TextInput
          label={t('case.new_note')}
          value={text}
          onChange={(now) => (kept.current = now)}
          required
          long
        />
        <p>
          <Button className="button" type="submit" isDisabled={working || text.trim() === ''}>
            {t('case.add_note')}
          </Button>
        </p>
      </Form>
    </section>
  )
}
