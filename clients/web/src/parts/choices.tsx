// Fields that choose from a list.
import { type Key, type KeyboardEvent, useRef } from 'react'
import { Button, ComboBox, Input, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Choice } from './catalogue'
import { Below, type FieldProps, Name, useFieldText } from './fields'
import { isSoughtIn, plainText } from './plain_text'

interface ChoiceProps extends FieldProps {
  choices: Choice[]
  value: string
  onChange: (value: string) => void
  autoFocus?: boolean
}

function Options({ choices }: { choices: Choice[] }) {
  return (
    <ListBox items={choices}>
      {(choice) => (
        <ListBoxItem id={choice.code} textValue={choice.label} className="option">
          <span lang={choice.lang}>{choice.label}</span>
        </ListBoxItem>
      )}
    </ListBox>
  )
}

// A short list, to choose from.
export function ChoiceInput(props: ChoiceProps) {
  const { t } = useTranslation()
  const text = useFieldText()(props.problem)
  return (
    <Select
      className="field"
      autoFocus={props.autoFocus ?? false}
      selectedKey={props.value === '' ? null : props.value}
      onSelectionChange={(key: Key | null) => props.onChange(key === null ? '' : String(key))}
      isInvalid={text !== ''}
      isRequired={props.required ?? false}
      validationBehavior="aria"
      placeholder={t('choose')}
    >
      <Name label={props.label} required={props.required ?? false} />
      <Button className="choice">
        <SelectValue />
        <span aria-hidden="true">▾</span>
      </Button>
      <Below help={props.help} text={text} />
      <Popover className="popover">
        <Options choices={props.choices} />
      </Popover>
    </Select>
  )
}

// What is meant by a text that narrows a list, when the field is left: the one that it leaves, or
// the one that begins like it. `first`: or whichever stands first.
export function meantBy(typed: string, choices: Choice[], first: boolean): Choice | undefined {
  if (typed.trim() === '') return undefined
  const left = choices.filter(({ label }) => isSoughtIn(label, typed))
  const alike = left.filter(({ label }) => plainText(label).startsWith(plainText(typed.trim())))
  if (left.length === 1) return left[0]
  return alike.length === 1 || first ? (alike[0] ?? left[0]) : undefined
}

// A long list, narrowed by typing.
export function SearchInput(props: ChoiceProps) {
  const text = useFieldText()(props.problem)
  const typed = useRef<string | null>(null) // since the field was come to
  // Before the list, which would put back what was chosen before when no line of it is marked.
  function takeWhatIsMeant(event: KeyboardEvent) {
    const { target, key } = event
    if (typed.current === null || !(target instanceof HTMLInputElement) || !['Enter', 'Tab'].includes(key)) return
    if (target.hasAttribute('aria-activedescendant')) return
    const meant = meantBy(typed.current, props.choices, key === 'Enter')
    if (meant !== undefined) props.onChange(meant.code)
  }
  return (
    <ComboBox
      className="field"
      autoFocus={props.autoFocus ?? false}
      onInputChange={(now) => {
        const label = props.choices.find(({ code }) => code === props.value)?.label ?? ''
        typed.current = now === label ? null : now
      }}
      defaultItems={props.choices}
      selectedKey={props.value === '' ? null : props.value}
      onSelectionChange={(key: Key | null) => props.onChange(key === null ? '' : String(key))}
      isInvalid={text !== ''}
      isRequired={props.required ?? false}
      validationBehavior="aria"
    >
      <Name label={props.label} required={props.required ?? false} />
      <div className="combo" onKeyDownCapture={takeWhatIsMeant}>
        {/* What is typed takes the place of what was chosen, as it does after the key Tab. */}
        <Input onClick={({ currentTarget }) => typed.current === null && currentTarget.select()} />
        <Button>
          <span aria-hidden="true">▾</span>
        </Button>
      </div>
      <Below help={props.help} text={text} />
      <Popover className="popover">
        <Options choices={props.choices} />
      </Popover>
    </ComboBox>
  )
}
