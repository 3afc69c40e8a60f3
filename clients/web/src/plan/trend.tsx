// How a figure went: small columns, which open as a chart beside its table.
import { PlanFigure_Origin, type PlanFigure } from '@gen/plan_pb'
import { useState } from 'react'
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { LabelText } from '../parts/label'
import { monthText } from '../parts/months'
import { Drawn } from '../tables/picture'
import { localeOf } from '../words'
import { statementOf } from './plan_table'
import { columnsOf, drawingOfTrend } from './trend_shape'

export function Trend({ figure }: { figure: PlanFigure }) {
  const { t, i18n } = useTranslation()
  const [open, setOpen] = useState(false)
  if (figure.trend.length < 2) return <>—</>
  return (
    <>
      <Button
        className="trend"
        aria-label={t('plan.trend_of', { figure: statementOf(figure, i18n.language).text })}
        onPress={() => setOpen(true)}
      >
        <Columns figure={figure} />
      </Button>
      {open && <Opened figure={figure} onClose={() => setOpen(false)} />}
    </>
  )
}

const HEIGHT = 24
const STEP = 6 // from one column to the next

function Columns({ figure }: { figure: PlanFigure }) {
  const columns = columnsOf(figure.trend, HEIGHT)
  const width = columns.length * STEP
  return (
    <svg viewBox={`0 0 ${width} ${HEIGHT}`} width={width} height={HEIGHT} aria-hidden="true" focusable="false">
      <rect y={HEIGHT - 1} width={width - 1} height={1} />
      {columns.map((height, at) => (
        <rect key={at} x={at * STEP} y={HEIGHT - height} width={STEP - 1} height={height} />
      ))}
    </svg>
  )
}

function Opened({ figure, onClose }: { figure: PlanFigure; onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const locale = localeOf(i18n.language)
  const statement = statementOf(figure, i18n.language)
  const typed = figure.origin === PlanFigure_Origin.TYPED
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className="card modal wide">
        <Dialog>
          <div className="title">
            <Heading slot="title" level={2} className="statement">
              <LabelText label={statement} />
            </Heading>
            <Button className="button second" onPress={onClose} autoFocus>
              {t('keys.close')}
            </Button>
          </div>
          <p>{typed ? t('plan.trend_typed') : t('plan.trend_counted')}</p>
          <Drawn drawing={drawingOfTrend(figure, statement.text, locale)} title={statement.text} />
          <MonthTable figure={figure} locale={locale} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function MonthTable({ figure, locale }: { figure: PlanFigure; locale: string }) {
  const { t } = useTranslation()
  const number = new Intl.NumberFormat(locale)
  return (
    <table>
      <caption>{t('plan.trend')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('plan.month')}</th>
          <th scope="col" className="number">
            {t('plan.computed')}
          </th>
        </tr>
      </thead>
      <tbody>
        {figure.trend.map(({ month, value, provisional }) => (
          <tr key={month}>
            <th scope="row">
              {monthText(month, locale)} {provisional && <span className="quiet">({t('plan.provisional')})</span>}
            </th>
            <td className="number">{number.format(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
