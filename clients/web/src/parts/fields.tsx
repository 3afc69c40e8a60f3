// The fields of every form: a label, help, and what is wrong with it beside it.
import type { Key, ReactNode } from 'react'
import {
  Button,
  Checkbox,
  ComboBox,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
  Text,
  TextArea,
  TextField,
} from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { FieldProblem } from '../rpc/problem'
import type { Choice } from './catalogue'

interface FieldProps {
  label: string
  help?: string
  problem?: FieldProblem | undefined
  required?: boolean
}

// The text for a field's problem; reasons without a text of their own have a common one.
export function useFieldText(): (problem: FieldProblem | undefined) => string {
  const { t } = useTranslation()
  return (problem) => {
    if (problem === undefined) return ''
    const texts: Record<string, string> = t('problem.field', { returnObjects: true })
    return texts[problem.reason] ?? texts.other ?? ''
  }
}

function Name({ label, required }: { label: string; required: boolean }) {
  const { t } = useTranslation()
  return (
    <Label>
      {label} {!required && <span className="optional">({t('optional')})</span>}
    </Label>
  )
}

function Below({ help, text }: { help: string | undefined; text: string }) {
  return (
    <>
      {help !== undefined && (
        <Text slot="description" className="help">
          {help}
        </Text>
      )}
      <FieldError className="wrong">{text}</FieldError>
    </>
  )
}

interface TextProps extends FieldProps {
  value: string
  onChange: (value: string) => void
  type?: 'text' | 'password' | 'tel' | 'date' | 'time'
  numeric?: boolean
  long?: boolean
  autoComplete?: string
  autoFocus?: boolean
  onBlur?: () => void
  inputRef?: React.Ref<HTMLInputElement>
}

export function TextInput(props: TextProps) {
  const text = useFieldText()(props.problem)
  return (
    <TextField
      className="field"
      value={props.value}
      onChange={props.onChange}
      type={props.type ?? 'text'}
      isInvalid={text !== ''}
      isRequired={props.required ?? false}
      validationBehavior="aria"
      autoComplete={props.autoComplete ?? 'off'}
      autoFocus={props.autoFocus ?? false}
      {...(props.onBlur === undefined ? {} : { onBlur: props.onBlur })}
      {...(props.numeric === true ? { inputMode: 'numeric' as const } : {})}
    >
      <Name label={props.label} required={props.required ?? false} />
      {props.long === true ? <TextArea rows={3} /> : <Input ref={props.inputRef ?? null} />}
      <Below help={props.help} text={text} />
    </TextField>
  )
}

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

export function CheckInput(props: {
  selected: boolean
  onChange: (selected: boolean) => void
  problem?: FieldProblem | undefined
  describedBy?: string // the id of what stands below
  children: ReactNode
}) {
  return (
    <Checkbox
      className="check"
      isSelected={props.selected}
      onChange={props.onChange}
      isInvalid={props.problem !== undefined}
      validationBehavior="aria"
      {...(props.describedBy === undefined ? {} : { 'aria-describedby': props.describedBy })}
    >
      <span className="box" aria-hidden="true">
        {props.selected ? '✓' : ''}
      </span>
      <span>{props.children}</span>
    </Checkbox>
  )
}
