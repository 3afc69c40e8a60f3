// Fields that choose from a list.
import type { Key } from 'react'
import { Button, ComboBox, Input, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Choice } from './catalogue'
import { Below, type FieldProps, Name, useFieldText } from './fields'

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

// A long list, narrowed by typing.
export function SearchInput(props: ChoiceProps) {
  const text = useFieldText()(props.problem)
  return (
    <ComboBox
      className="field"
      autoFocus={props.autoFocus ?? false}
      defaultItems={props.choices}
      selectedKey={props.value === '' ? null : props.value}
      onSelectionChange={(key: Key | null) => props.onChange(key === null ? '' : String(key))}
      isInvalid={text !== ''}
      isRequired={props.required ?? false}
      validationBehavior="aria"
    >
      <Name label={props.label} required={props.required ?? false} />
      <div className="combo">
        <Input />
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
