// The closing of months, for who may close them.
import { Period_Closing, type Period } from '@gen/statistics_pb'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { ChoiceInput } from '../parts/choices'
import { closingOf, monthOf, monthText } from '../parts/months'
import { Notice, Waiting } from '../parts/notice'
import { newRequestId } from '../rpc/request_id'
import { usePeriods } from '../rpc/statistics'
import { localeOf } from '../words'
import { ClosedMonths } from './closed_months'
import { monthInLisbon, nextToClose, openMonths } from './closing'
import { Confirm, type Asked } from './confirm'

export function Months() {
  const { t } = useTranslation()
  const periods = usePeriods()
  return (
    <section className="card" aria-labelledby="months">
      <h2 id="months">{t('plan.months')}</h2>
      <ul>
        <li>{t('plan.provisional_means')}</li>
        <li>{t('plan.final_means')}</li>
      </ul>
      <Waiting query={periods} />
      {periods.isSuccess && <Closing periods={periods.data} />}
    </section>
  )
}

function Closing({ periods }: { periods: Period[] }) {
  const { t, i18n } = useTranslation()
  const queries = useQueryClient()
  const [asked, setAsked] = useState<Asked | null>(null)
  const [done, setDone] = useState<Period | null>(null)

  function ask(month: string, closing: Asked['closing']) {
    setDone(null)
    setAsked({ month, closing, requestId: newRequestId() })
  }
  // Tables and figures rest on the months.
  async function onDone(period: Period) {
    await Promise.all(['periods', 'plan-table', 'table'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
    setAsked(null)
    setDone(period)
  }

  return (
    <>
      {done !== null && (
        <Notice>
          {t(`plan.closed_${closingOf(done) === 'final' ? 'final' : 'provisional'}`, {
            month: monthText(monthOf(done), localeOf(i18n.language)),
          })}
        </Notice>
      )}
      {asked === null ? (
        <>
          <OpenMonths key={periods.length} periods={periods} onAsk={ask} />
          <ClosedMonths periods={periods} onAsk={(month) => ask(month, Period_Closing.FINAL)} />
        </>
      ) : (
        <Confirm asked={asked} onDone={onDone} onCancel={() => setAsked(null)} />
      )}
    </>
  )
}

function OpenMonths(props: { periods: Period[]; onAsk: (month: string, closing: Asked['closing']) => void }) {
  const { t, i18n } = useTranslation()
  const open = openMonths(props.periods, monthInLisbon(new Date()))
  const [month, setMonth] = useState(nextToClose(props.periods, open))
  if (open.length === 0) return <p>{t('plan.no_open_month')}</p>
  return (
    <div className="row low">
      <ChoiceInput
        label={t('plan.open_month')}
        choices={open.map((code) => ({ id: code, code, label: monthText(code, localeOf(i18n.language)) }))}
        value={month}
        onChange={setMonth}
        required
      />
      <Button className="button second" onPress={() => props.onAsk(month, Period_Closing.PROVISIONAL)}>
        {t('plan.close_provisional')}
      </Button>
      <Button className="button second" onPress={() => props.onAsk(month, Period_Closing.FINAL)}>
        {t('plan.close_final')}
      </Button>
    </div>
  )
}
