import type { StageCounts } from '@gen/plan_pb'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { localeOf } from '../words'
import { fraction, type Share } from './grouping'

interface AxesProps {
  axes: StageCounts[]
  shown: number
  onShow: (axis: number) => void
}

export function Axes(props: AxesProps) {
  const { t } = useTranslation()
  return (
    <section className="card scroll" aria-labelledby="axes" tabIndex={0} role="region">
      <h2 id="axes">{t('plan.summary')}</h2>
      <table>
        <caption>{t('reading.source.axes')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('plan.axis')}</th>
            <th scope="col">{t('plan.completed')}</th>
            <th scope="col">{t('plan.in_progress')}</th>
            <th scope="col">{t('plan.not_started')}</th>
            <th scope="col">{t('plan.total')}</th>
            <th scope="col">{t('plan.share')}</th>
          </tr>
        </thead>
        <tbody>
          {props.axes.map((axis) => (
            <Axis key={axis.number} axis={axis} shown={props.shown === axis.number} onShow={props.onShow} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Axis({ axis, shown, onShow }: { axis: StageCounts; shown: boolean; onShow: (axis: number) => void }) {
  const { t } = useTranslation()
  const share = { done: axis.completed, started: axis.inProgress, total: axis.completed + axis.inProgress + axis.notStarted }
  return (
    <tr>
      <th scope="row">
        <Button
          className="button second"
          aria-pressed={shown}
          aria-label={t('plan.show_axis', { axis: axis.number })}
          onPress={() => onShow(shown ? 0 : axis.number)}
        >
          {t('plan.axis')} {axis.number}
        </Button>
      </th>
      <td>{axis.completed}</td>
      <td>{axis.inProgress}</td>
      <td>{axis.notStarted}</td>
      <td>{share.total}</td>
      <td>
        <Done share={share} />
      </td>
    </tr>
  )
}

export function usePercent(): (part: number) => string {
  const { i18n } = useTranslation()
  const format = new Intl.NumberFormat(localeOf(i18n.language), { style: 'percent', maximumFractionDigits: 0 })
  return (part) => format.format(part)
}

// A share as a number and, beside it, to be seen at a glance.
export function Done({ share }: { share: Share }) {
  const percent = usePercent()
  const width = (count: number) => `${share.total === 0 ? 0 : (100 * count) / share.total}%`
  return (
    <div className="share">
      <span>{percent(fraction(share))}</span>
      <div className="bar" aria-hidden="true">
        <div className="done" style={{ inlineSize: width(share.done) }} />
        <div className="started" style={{ inlineSize: width(share.started) }} />
      </div>
    </div>
  )
}
