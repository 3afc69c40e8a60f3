// A call that is logged later than it was.
import { useTranslation } from 'react-i18next'
import { CheckInput, TextInput } from '../parts/fields'
import { fieldProblem, type Problem } from '../rpc/problem'
import type { CallDraft } from './draft'

interface WhenProps {
  draft: CallDraft
  change: (fields: Partial<CallDraft>) => void
  problem: Problem | null
}

export function When({ draft, change, problem }: WhenProps) {
  const { t } = useTranslation()
  const { past } = draft
  return (
    <div className="wide stack">
      <CheckInput selected={past !== null} onChange={(on) => change({ past: on ? { day: '', time: '' } : null })}>
        {t('helpline.past')}
      </CheckInput>
      {past !== null && (
        <div className="fields">
          <TextInput
            label={t('helpline.past_day')}
            type="date"
            value={past.day}
            onChange={(day) => change({ past: { ...past, day } })}
            problem={fieldProblem(problem, 'call.occurred_time')}
            required
            autoFocus
          />
          <TextInput
            label={t('helpline.past_time')}
            type="time"
            value={past.time}
            onChange={(time) => change({ past: { ...past, time } })}
            required
          />
        </div>
      )}
    </div>
  )
}
