// The figures of the report beside those that are computed here.
import { PlanFigure_Origin, PlanFigure_Qualifier, type PlanFigure } from '@gen/plan_pb'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { ExportButtons } from '../parts/exporting'
import { LabelText } from '../parts/label'
import { Waiting } from '../parts/notice'
import { localeOf } from '../words'
import { figureRows, jsonOfFigures } from './files'
import { useInstitute } from './focal'
import { statementOf, usePlanTable } from './plan_table'
import { ReadingButton } from './reading_form'
import { Trend } from './trend'

const QUALIFIERS = {
  [PlanFigure_Qualifier.UNSPECIFIED]: 'exactly',
  [PlanFigure_Qualifier.EXACTLY]: 'exactly',
  [PlanFigure_Qualifier.AT_LEAST]: 'at_least',
  [PlanFigure_Qualifier.ABOUT]: 'about',
  [PlanFigure_Qualifier.TARGET]: 'target',
  [PlanFigure_Qualifier.DERIVED]: 'derived',
} as const

const ORIGINS = {
  [PlanFigure_Origin.UNSPECIFIED]: 'catalogue',
  [PlanFigure_Origin.CASEWORK]: 'casework',
  [PlanFigure_Origin.CATALOGUE]: 'catalogue',
  [PlanFigure_Origin.TYPED]: 'typed',
} as const

export function Figures() {
  const { t } = useTranslation()
  const table = usePlanTable()
  return (
    <section className="card scroll" aria-labelledby="figures" tabIndex={0} role="region">
      <h2 id="figures">{t('plan.figures')}</h2>
      <p className="quiet">{t('plan.protection')}</p>
      <Waiting query={table} />
      {table.isSuccess && (
        <>
          <FigureFiles figures={table.data.figures} />
          <table>
            <caption>{t('reading.source.figures')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('plan.figure')}</th>
                <th scope="col">{t('plan.period')}</th>
                <th scope="col">{t('plan.report')}</th>
                <th scope="col">{t('plan.computed')}</th>
                <th scope="col">{t('plan.difference')}</th>
                <th scope="col">{t('plan.verdict')}</th>
                <th scope="col">{t('plan.trend')}</th>
              </tr>
            </thead>
            <tbody>
              {table.data.figures.map((figure) => (
                <Figure key={figure.name} figure={figure} />
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  )
}

// A number far above "at least" reaches it, and confirms nothing.
function verdictOf(t: TFunction, { met, qualifier }: PlanFigure): string {
  return t(`plan.${met ? 'met' : 'not_met'}.${QUALIFIERS[qualifier]}`)
}

function FigureFiles({ figures }: { figures: PlanFigure[] }) {
  const { t, i18n } = useTranslation()
  const heads = [
    t('plan.figure_code'), t('plan.objective'), t('plan.figure'), t('plan.unit'), t('plan.first_day'), t('plan.last_day'),
    t('plan.meant'), t('plan.report'), t('plan.computed'), t('plan.where_from'), t('plan.verdict'),
  ]
  const rows = () =>
    figureRows(figures, heads, (figure) => ({
      statement: statementOf(figure, i18n.language).text,
      report: t(`plan.qualifier.${QUALIFIERS[figure.qualifier]}`).trim(),
      origin: t(`plan.origin.${ORIGINS[figure.origin]}`),
      met: verdictOf(t, figure),
    }))
  return <ExportButtons what={t('plan.figures')} name={['balcao', t('plan.figures')]} csv={rows} json={() => jsonOfFigures(figures)} />
}

function Figure({ figure }: { figure: PlanFigure }) {
  const { t, i18n } = useTranslation()
  const locale = localeOf(i18n.language)
  const institute = useInstitute()
  const mine = figure.origin === PlanFigure_Origin.TYPED && figure.institute === institute
  const number = new Intl.NumberFormat(locale)
  const signed = new Intl.NumberFormat(locale, { signDisplay: 'exceptZero' })
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeZone: 'UTC' })
  return (
    <tr>
      <th scope="row" className="statement">
        <LabelText label={statementOf(figure, i18n.language)} />
      </th>
      <td>
        {day.format(new Date(figure.periodStart))} – {day.format(new Date(figure.periodEnd))}
      </td>
      <td>
        {t(`plan.qualifier.${QUALIFIERS[figure.qualifier]}`)}
        {number.format(figure.reportValue)}
      </td>
      <td>
        {figure.value === undefined ? '—' : number.format(figure.value)}{' '}
        <span className="quiet">({t(`plan.origin.${ORIGINS[figure.origin]}`)})</span>
      </td>
      <td className="number">{figure.value === undefined ? '—' : signed.format(figure.value - figure.reportValue)}</td>
      <td className={figure.met ? 'agrees' : 'differs'}>{verdictOf(t, figure)}</td>
      <td>
        <div className="row">
          {(figure.trend.length > 1 || !mine) && <Trend figure={figure} />}
          {mine && <ReadingButton figure={figure} />}
        </div>
      </td>
    </tr>
  )
}
