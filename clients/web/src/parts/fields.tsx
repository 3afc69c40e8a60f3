// The fields of every form: a label, help, and what is wrong with it beside it. Those that choose
// from a list are apart, since the door needs none.
import type { ReactNode } from 'react'
import {
  Checkbox,
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
  TextField,
} from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { FieldProblem } from '../rpc/problem'

export interface FieldProps {
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

export function Name({ label, required }: { label: string; required: boolean }) {
  const { t } = useTranslation()
  return (
    <Label>
      {label} {!required && <span className="optional">({t('optional')})</span>}
    </Label>
  )
}

export function Below({ help, text }: { help: string | undefined; text: string }) {
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
