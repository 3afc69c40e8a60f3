import { timestampDate } from '@bufbuild/protobuf/wkt'
import type { Period } from '@gen/statistics_pb'
import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { closingOf, monthOf, monthText } from '../parts/months'
import { localeOf } from '../words'

const MONTHS_AT_FIRST = 12

export function ClosedMonths({ periods, onAsk }: { periods: Period[]; onAsk: (month: string) => void }) {
  const { t } = useTranslation()
  const [all, setAll] = useState(false)
  const newest = [...periods].reverse()
  const shown = all ? newest : newest.slice(0, MONTHS_AT_FIRST)
  if (periods.length === 0) return null
  return (
    <div className="scroll" role="region" aria-labelledby="closed" tabIndex={0}>
      <table>
        <caption>
          <span id="closed">{t('plan.closed_months')}</span>. {t('reading.source.months')}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('plan.month')}</th>
            <th scope="col">{t('plan.closing_state')}</th>
            <th scope="col">{t('plan.closed_at')}</th>
            <th scope="col">{t('plan.act')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((period) => (
            <OneMonth key={period.name} period={period} onAsk={onAsk} />
          ))}
        </tbody>
      </table>
      {!all && newest.length > shown.length && (
        <Button className="button second" onPress={() => setAll(true)}>
          {t('plan.all_months', { count: newest.length })}
        </Button>
      )}
    </div>
  )
}

function OneMonth({ period, onAsk }: { period: Period; onAsk: (month: string) => void }) {
  const { t, i18n } = useTranslation()
  const locale = localeOf(i18n.language)
  const month = monthText(monthOf(period), locale)
  const provisional = closingOf(period) === 'provisional'
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <tr>
      <th scope="row">{month}</th>
      <td>{provisional ? t('plan.provisional') : t('plan.final')}</td>
      <td>{period.closeTime === undefined ? '' : time.format(timestampDate(period.closeTime))}</td>
      <td>
        {provisional && (
          <Button
            className="button second"
            aria-label={`${t('plan.close_final')}: ${month}`}
            onPress={() => onAsk(monthOf(period))}
          >
            {t('plan.close_final')}
          </Button>
        )}
      </td>
    </tr>
  )
}
