// Several of one thing in a form, a line each: lines come and go.
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'

interface RowsProps<R> {
  name: string // of all
  one: string // of one
  help?: string
  rows: R[]
  empty: R // a new line
  max: number
  onChange: (rows: R[]) => void
  children: (row: R, label: string, change: (row: R) => void, index: number) => ReactNode
}

export function Rows<R>({ name, one, help, rows, empty, max, onChange, children }: RowsProps<R>) {
  const { t } = useTranslation()
  const helpId = useId()
  const place = useRef<HTMLFieldSetElement>(null)
  const [done, setDone] = useState<{ what: 'added' | 'removed' } | null>(null) // last
  // To the line that came, or to where a line would come: the button of the one that went is gone.
  useEffect(() => {
    const next = { added: '.line:last-of-type :is(button.choice, .react-aria-Input)', removed: '.add' }
    if (done !== null) place.current?.querySelector<HTMLElement>(next[done.what])?.focus()
  }, [done])

  function add() {
    onChange([...rows, empty])
    setDone({ what: 'added' })
  }
  function remove(index: number) {
    onChange(rows.filter((_, at) => at !== index))
    setDone({ what: 'removed' })
  }

  return (
    <fieldset className="lines" ref={place} {...(help === undefined ? {} : { 'aria-describedby': helpId })}>
      <legend>{name}</legend>
      {help !== undefined && (
        <span className="help" id={helpId}>
          {help}
        </span>
      )}
      {rows.map((row, index) => {
        const label = rows.length === 1 ? one : t('row.name', { name: one, number: index + 1 })
        return (
          <div className="row end line" key={index}>
            {children(row, label, (now) => onChange(rows.map((old, at) => (at === index ? now : old))), index)}
            <Button className="button second" onPress={() => remove(index)}>
              {t('row.remove', { name: label })}
            </Button>
          </div>
        )
      })}
      {rows.length < max && (
        <Button className="button second add" onPress={add}>
          {t('row.add', { name: one })}
        </Button>
      )}
    </fieldset>
  )
}
