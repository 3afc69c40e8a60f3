// A date of birth in three fields: day and month may be unknown.
import { Group, Label } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { TextInput } from '../parts/fields'
import type { FieldProblem } from '../rpc/problem'
import type { Birth } from './birth'

interface BirthInputProps {
  value: Birth
  onChange: (value: Partial<Birth>) => void
  problem: FieldProblem | undefined
}

export function BirthInput({ value, onChange, problem }: BirthInputProps) {
  const { t } = useTranslation()
  return (
    <Group className="field wide" aria-labelledby="birth">
      <Label id="birth">
        {t('desk.birth')} <span className="optional">({t('optional')})</span>
      </Label>
      <div className="thirds">
        <TextInput label={t('desk.day')} value={value.day} onChange={(day) => onChange({ day })} numeric required />
        <TextInput label={t('desk.month')} value={value.month} onChange={(month) => onChange({ month })} numeric required />
        <TextInput label={t('desk.year')} value={value.year} onChange={(year) => onChange({ year })} problem={problem} numeric required />
      </div>
    </Group>
  )
}
