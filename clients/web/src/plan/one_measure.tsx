// A measure, which opens: where it stands, the figures that tell how it goes, and for its focal point
// the form that says how far it is.
import type { Measure, PlanFigure } from '@gen/plan_pb'
import { useTranslation } from 'react-i18next'
import { Facts } from '../parts/facts'
import { LabelText } from '../parts/label'
import { useOpened } from '../parts/use_opened'
import { localeOf } from '../words'
import type { MeasureWords } from './files'
import { useInstitute } from './focal'
import { codeOf, figuresOf } from './grouping'
import { statementOf, usePlanTable } from './plan_table'
import { StageForm } from './stage_form'
import { Trend } from './trend'

export function OneMeasure({ measure, words }: { measure: Measure; words: MeasureWords }) {
  const { t } = useTranslation()
  const institute = useInstitute()
  const sources: Record<string, string> = t('plan.sources', { returnObjects: true })
  const { opened, onToggle } = useOpened()
  return (
    <details className="measure" onToggle={onToggle}>
      <summary>
        {codeOf(measure)}. <bdi lang={words.titleLang}>{words.title}</bdi> <span className="quiet">({words.stage})</span>
      </summary>
      <Facts
        hidden={undefined}
        facts={[
          { name: t('plan.stage'), value: words.stage },
          { name: t('plan.stage_time'), value: words.stageTime },
          { name: t('plan.evidence'), value: measure.evidence },
          { name: t('plan.lead'), value: words.lead },
          { name: t('plan.institutes'), value: words.institutes },
          { name: t('plan.deadline'), value: measure.continuous ? `${words.deadline} (${t('plan.continuous')})` : words.deadline },
          { name: t('plan.entry'), value: sources[measure.source] ?? measure.source },
        ]}
      />
      {opened && <FiguresOf measure={measure} />}
      {opened && measure.institutes.includes(institute) && <StageForm measure={measure} />}
    </details>
  )
}

function FiguresOf({ measure }: { measure: Measure }) {
  const { t } = useTranslation()
  const figures = figuresOf(measure, usePlanTable().data?.figures ?? [])
  if (figures.length === 0) return null
  return (
    <>
      <h5>{t('plan.feeds')}</h5>
      <ul className="plain">
        {figures.map((figure) => (
          <li key={figure.name} className="statement">
            <FigureLine figure={figure} />
          </li>
        ))}
      </ul>
    </>
  )
}

function FigureLine({ figure }: { figure: PlanFigure }) {
  const { t, i18n } = useTranslation()
  const number = new Intl.NumberFormat(localeOf(i18n.language))
  return (
    <>
      <span>
        <LabelText label={statementOf(figure, i18n.language)} />
        {': '}
        {figure.value === undefined ? '—' : number.format(figure.value)}{' '}
        <span className="quiet">
          ({t('plan.report')}: {number.format(figure.reportValue)})
        </span>
      </span>
      {figure.trend.length > 1 && <Trend figure={figure} />}
    </>
  )
}
