// The plan: looked at first, read second.
import { MeasureStage, PlanFigure_Origin, PlanFigure_Qualifier, type PlanFigure, type StageCounts } from '@gen/plan_pb'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Waiting } from '../parts/notice'
import { plan } from '../rpc/clients'
import { localeOf } from '../words'

export function PlanPage() {
  const { t } = useTranslation()
  const [axis, setAxis] = useState(0) // 0 for all
  const dashboard = useQuery({ queryKey: ['dashboard'], queryFn: () => plan.getDashboard({}) })
  return (
    <>
      <h1>{t('plan.title')}</h1>
      <Waiting query={dashboard} />
      {dashboard.isSuccess && (
        <>
          <Axes axes={dashboard.data.axes} shown={axis} onShow={setAxis} />
          <br />
          <Measures measures={dashboard.data.measures} axis={axis} />
        </>
      )}
      <br />
      <Figures />
    </>
  )
}

function Axes(props: { axes: StageCounts[]; shown: number; onShow: (axis: number) => void }) {
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
            <th scope="col" aria-hidden="true" />
          </tr>
        </thead>
        <tbody>
          {props.axes.map((axis) => {
            const total = axis.completed + axis.inProgress + axis.notStarted
            return (
              <tr key={axis.number}>
                <th scope="row">
                  <Button
                    className="button second"
                    aria-pressed={props.shown === axis.number}
                    aria-label={t('plan.show_axis', { axis: axis.number })}
                    onPress={() => props.onShow(props.shown === axis.number ? 0 : axis.number)}
                  >
                    {t('plan.axis')} {axis.number}
                  </Button>
                </th>
                <td>{axis.completed}</td>
                <td>{axis.inProgress}</td>
                <td>{axis.notStarted}</td>
                <td>{total}</td>
                <td aria-hidden="true">
                  <Bar done={axis.completed} started={axis.inProgress} total={total} />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

// The same figures as in the row, to be seen at a glance.
function Bar({ done, started, total }: { done: number; started: number; total: number }) {
  const percent = (count: number) => `${total === 0 ? 0 : (100 * count) / total}%`
  return (
    <div className="bar">
      <div className="done" style={{ inlineSize: percent(done) }} />
      <div className="started" style={{ inlineSize: percent(started) }} />
    </div>
  )
}

function Measures(props: { measures: { name: string; axis: number; objective: number; titlePt: string; titleEn: string; stage: MeasureStage; deadline: string; leadArea: string }[]; axis: number }) {
  const { t, i18n } = useTranslation()
  const stages: Record<number, string> = {
    [MeasureStage.NOT_STARTED]: t('plan.not_started'),
    [MeasureStage.IN_PROGRESS]: t('plan.in_progress'),
    [MeasureStage.COMPLETED]: t('plan.completed'),
  }
  const shown = props.measures.filter((measure) => props.axis === 0 || measure.axis === props.axis)
  return (
    <section className="card scroll" aria-labelledby="measures" tabIndex={0} role="region">
      <h2 id="measures">
        {t('plan.measures')}: {props.axis === 0 ? t('plan.all_axes') : `${t('plan.axis')} ${props.axis}`} ({shown.length})
      </h2>
      <table>
        <caption>{t('reading.source.measures')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('plan.measure')}</th>
            <th scope="col">{t('plan.objective')}</th>
            <th scope="col">{t('plan.stage')}</th>
            <th scope="col">{t('plan.deadline')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((measure) => (
            <tr key={measure.name}>
              <th scope="row">
                {measure.name.replace(/^measures\//, '')}.{' '}
                {i18n.language === 'pt' ? measure.titlePt || measure.titleEn : measure.titleEn}
              </th>
              <td>{measure.objective}</td>
              <td>{stages[measure.stage] ?? ''}</td>
              <td>{measure.deadline}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

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

function Figures() {
  const { t } = useTranslation()
  const table = useQuery({ queryKey: ['plan-table'], queryFn: () => plan.getPlanTable({}) })
  return (
    <section className="card scroll" aria-labelledby="figures" tabIndex={0} role="region">
      <h2 id="figures">{t('plan.figures')}</h2>
      <p className="quiet">{t('plan.protection')}</p>
      <Waiting query={table} />
      {table.isSuccess && (
        <table>
          <caption>{t('reading.source.figures')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('plan.figure')}</th>
              <th scope="col">{t('plan.report')}</th>
              <th scope="col">{t('plan.computed')}</th>
              <th scope="col">{t('plan.stage')}</th>
            </tr>
          </thead>
          <tbody>
            {table.data.figures.map((figure) => (
              <Figure key={figure.name} figure={figure} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Figure({ figure }: { figure: PlanFigure }) {
  const { t, i18n } = useTranslation()
  const number = new Intl.NumberFormat(localeOf(i18n.language))
  return (
    <tr>
      <th scope="row">
        <span lang="en">{figure.statement}</span>
      </th>
      <td>
        {t(`plan.qualifier.${QUALIFIERS[figure.qualifier]}`)}
        {number.format(figure.reportValue)}
      </td>
      <td>
        {figure.value === undefined ? '—' : number.format(figure.value)}{' '}
        <span className="quiet">({t(`plan.origin.${ORIGINS[figure.origin]}`)})</span>
      </td>
      <td className={figure.met ? 'agrees' : 'differs'}>{figure.met ? t('plan.agrees') : t('plan.differs')}</td>
    </tr>
  )
}
