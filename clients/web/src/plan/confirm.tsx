// Asks once more before a month is closed.
import { Period_Closing, type Period } from '@gen/statistics_pb'
import { useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { monthText } from '../parts/months'
import { ProblemNotice } from '../parts/notice'
import { problemOf, type Problem } from '../rpc/problem'
import { statistics } from '../rpc/statistics'
import { localeOf } from '../words'

export interface Asked {
  month: string
  closing: Period_Closing.PROVISIONAL | Period_Closing.FINAL
  requestId: string // kept when it is sent again: what was lost on the way is done once
}

interface ConfirmProps {
  asked: Asked
  onDone: (period: Period) => Promise<void>
  onCancel: () => void
}

export function Confirm({ asked, onDone, onCancel }: ConfirmProps) {
  const { t, i18n } = useTranslation()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [working, setWorking] = useState(false)
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  const final = asked.closing === Period_Closing.FINAL
  const month = monthText(asked.month, localeOf(i18n.language))

  async function close() {
    setWorking(true)
    setProblem(null)
    try {
      await onDone(await statistics.closePeriod({ name: `periods/${asked.month}`, closing: asked.closing, requestId: asked.requestId }))
    } catch (error) {
      setProblem(problemOf(error))
      setWorking(false)
    }
  }

  return (
    <div className={final ? 'notice bad' : 'notice'} role="group" aria-labelledby="confirm">
      <h3 id="confirm" ref={title} tabIndex={-1}>
        {final ? t('plan.confirm_final', { month }) : t('plan.confirm_provisional', { month })}
      </h3>
      <p>{final ? t('plan.final_warning') : t('plan.provisional_means')}</p>
      <ProblemNotice problem={problem} />
      <div className="row">
        <Button className="button" isDisabled={working} onPress={() => void close()}>
          {working ? t('plan.closing') : final ? t('plan.close_final') : t('plan.close_provisional')}
        </Button>
        <Button className="button second" isDisabled={working} onPress={onCancel}>
          {t('plan.cancel')}
        </Button>
      </div>
    </div>
  )
}
