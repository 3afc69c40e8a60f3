// The fields of a person's data: those that are asked for, in the order of the form.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useCodes, useLanguages } from '../parts/catalogue'
import { ChoiceInput, SearchInput } from '../parts/choices'
import { TextInput } from '../parts/fields'
import { Rows } from '../parts/rows'
import { fieldProblem, type FieldProblem, type Problem } from '../rpc/problem'
import { BirthInput } from './birth_input'
import { EMPTY_DOCUMENT, type Field, PATHS, type Typed } from './correction'
import { useFieldName } from './labels'

// The server takes no more in one list.
const LIST_MAX = 10
const LONG: readonly Field[] = ['address', 'note']

interface DataFieldsProps {
  fields: readonly Field[]
  typed: Typed
  change: (fields: Partial<Typed>) => void
  problem: Problem | null
}

export function DataFields({ fields, typed, change, problem }: DataFieldsProps) {
  const nameOf = useFieldName()
  return (
    <div className="fields">
      {fields.map((field, index) => (
        <OneField
          key={field}
          field={field}
          label={nameOf(field)}
          path={`person.${PATHS[field]}`}
          autoFocus={index === 0}
          {...{ typed, change, problem }}
        />
      ))}
    </div>
  )
}

interface OneFieldProps extends Omit<DataFieldsProps, 'fields'> {
  field: Field
  label: string
  path: string
  autoFocus: boolean
}

function OneField({ field, ...props }: OneFieldProps): ReactNode {
  const { label, typed, change, problem, path, autoFocus } = props
  switch (field) {
    case 'birth':
      return (
        <BirthInput
          value={typed.birth}
          onChange={(part) => change({ birth: { ...typed.birth, ...part } })}
          problem={fieldProblem(problem, path)}
        />
      )
    case 'otherNames':
      return <OtherNames {...props} />
    case 'nationalities':
      return <Nationalities {...props} />
    case 'documents':
      return <Documents {...props} />
    case 'phones':
      return <Phones {...props} />
    case 'sex':
    case 'language':
    case 'residenceStatus':
      return <Coded field={field} {...props} />
    default:
      return (
        <div className={LONG.includes(field) ? 'wide' : undefined}>
          <TextInput
            label={label}
            value={typed[field]}
            onChange={(text) => change({ [field]: text })}
            problem={fieldProblem(problem, path)}
            long={field === 'note'}
            autoFocus={autoFocus}
          />
        </div>
      )
  }
}

type Props = Omit<OneFieldProps, 'field'>

function Coded({ field, label, typed, change, problem, path, autoFocus }: Props & { field: 'sex' | 'language' | 'residenceStatus' }) {
  const lists = { sex: useCodes('sex'), language: useLanguages(), residenceStatus: useCodes('residence_status') }
  const Input = field === 'language' ? SearchInput : ChoiceInput
  return (
    <Input
      label={label}
      choices={lists[field]}
      value={typed[field]}
      onChange={(code) => change({ [field]: code })}
      problem={fieldProblem(problem, path)}
      autoFocus={autoFocus}
    />
  )
}

// The server says which line of a list it means, or that the list is wrong.
function lineProblem(problem: Problem | null, path: string, index: number): FieldProblem | undefined {
  const own = problem?.fields.find((field) => field.path.startsWith(`${path}[${index}]`))
  return own ?? (index === 0 ? problem?.fields.find((field) => field.path === path) : undefined)
}

function OtherNames({ label: name, typed, change, problem, path }: Props) {
  const { t } = useTranslation()
  return (
    <Rows
      name={name}
      one={t('person.other_name')}
      rows={typed.otherNames}
      empty=""
      max={LIST_MAX}
      onChange={(otherNames) => change({ otherNames })}
    >
      {(text, label, set, index) => (
        <TextInput label={label} value={text} onChange={set} problem={lineProblem(problem, path, index)} />
      )}
    </Rows>
  )
}

function Phones({ label: name, typed, change, problem, path }: Props) {
  const { t } = useTranslation()
  return (
    <Rows
      name={name}
      one={t('desk.phone')}
      help={t('desk.phone_help')}
      rows={typed.phones}
      empty=""
      max={LIST_MAX}
      onChange={(phones) => change({ phones })}
    >
      {(text, label, set, index) => (
        <TextInput
          label={label}
          type="tel"
          value={text}
          onChange={set}
          problem={lineProblem(problem, path, index)}
        />
      )}
    </Rows>
  )
}

function Nationalities({ label: name, typed, change, problem, path }: Props) {
  const { t } = useTranslation()
  const countries = useCodes('nationality')
  return (
    <Rows
      name={name}
      one={t('desk.nationality')}
      rows={typed.nationalities}
      empty=""
      max={LIST_MAX}
      onChange={(nationalities) => change({ nationalities })}
    >
      {(code, label, set, index) => (
        <SearchInput label={label} choices={countries} value={code} onChange={set} problem={lineProblem(problem, path, index)} />
      )}
    </Rows>
  )
}

function Documents({ label: name, typed, change, problem, path }: Props) {
  const { t } = useTranslation()
  const types = useCodes('document')
  const at = (index: number, field: string) => fieldProblem(problem, `${path}[${index}].${field}`)
  return (
    <Rows
      name={name}
      one={t('desk.document')}
      rows={typed.documents}
      empty={EMPTY_DOCUMENT}
      max={LIST_MAX}
      onChange={(documents) => change({ documents })}
    >
      {(document, label, set, index) => (
        <>
          <ChoiceInput
            label={label}
            choices={types}
            value={document.type}
            onChange={(type) => set({ ...document, type })}
            problem={at(index, 'type')}
          />
          <TextInput
            label={t('desk.document_number')}
            value={document.number}
            onChange={(number) => set({ ...document, number })}
            problem={at(index, 'number')}
          />
        </>
      )}
    </Rows>
  )
}
