// The measures, under their axis and objective; each opens.
import { timestampDate } from '@bufbuild/protobuf/wkt'
import { MeasureStage, type Measure } from '@gen/plan_pb'
import { useTranslation } from 'react-i18next'
import { labelIn, useInstitutions } from '../parts/catalogue'
import { ExportButtons } from '../parts/exporting'
import { Facts } from '../parts/facts'
import { localeOf } from '../words'
import { Done } from './axes'
import { jsonOfMeasures, measureRows, type MeasureWords } from './files'
import { byAxis, codeOf, type Objective } from './grouping'

export function Measures({ measures, axis }: { measures: Measure[]; axis: number }) {
  const { t } = useTranslation()
  const shown = measures.filter((measure) => axis === 0 || measure.axis === axis)
  const wordsOf = useMeasureWords()
  const where = axis === 0 ? t('plan.all_axes') : `${t('plan.axis')} ${axis}`
  const heads = [
    t('plan.measure'), t('plan.axis'), t('plan.objective'), t('plan.measure_title'), t('plan.lead'),
    t('plan.institutes'), t('plan.deadline'), t('plan.stage'), t('plan.stage_time'), t('plan.evidence'),
  ]
  return (
    <section className="card" aria-labelledby="measures">
      <h2 id="measures">
        {t('plan.measures')}: {where} ({shown.length})
      </h2>
      <ExportButtons
        what={t('plan.measures')}
        name={['balcao', t('plan.measures'), where]}
        csv={() => measureRows(shown, heads, wordsOf)}
        json={() => jsonOfMeasures(shown)}
      />
      {byAxis(measures, axis).map((group) => (
        <section key={group.number} aria-labelledby={`axis-${group.number}`}>
          <h3 id={`axis-${group.number}`} className="apart">
            {t('plan.axis')} {group.number}
          </h3>
          {group.objectives.map((objective) => (
            <OfObjective key={objective.number} objective={objective} wordsOf={wordsOf} />
          ))}
        </section>
      ))}
    </section>
  )
}

type WordsOf = (measure: Measure) => MeasureWords

function OfObjective({ objective, wordsOf }: { objective: Objective; wordsOf: WordsOf }) {
  const { t } = useTranslation()
  const { share } = objective
  return (
    <>
      <div className="objective">
        <h4>
          {t('plan.objective')} {objective.number}: {t('plan.done_of', { done: share.done, count: share.total })}
        </h4>
        <Done share={share} />
      </div>
      <ul className="plain">
        {objective.measures.map((measure) => (
          <li key={measure.name}>
            <OneMeasure measure={measure} words={wordsOf(measure)} />
          </li>
        ))}
      </ul>
    </>
  )
}

function OneMeasure({ measure, words }: { measure: Measure; words: MeasureWords }) {
  const { t } = useTranslation()
  const sources: Record<string, string> = t('plan.sources', { returnObjects: true })
  return (
    <details className="measure">
      <summary>
        {codeOf(measure)}. {words.title} <span className="quiet">({words.stage})</span>
      </summary>
      <Facts
        hidden={undefined}
        facts={[
          { name: t('plan.stage'), value: words.stage },
          { name: t('plan.stage_time'), value: words.stageTime },
          { name: t('plan.evidence'), value: measure.evidence },
          { name: t('plan.lead'), value: words.lead },
          { name: t('plan.institutes'), value: words.institutes },
          { name: t('plan.deadline'), value: measure.continuous ? `${measure.deadline} (${t('plan.continuous')})` : measure.deadline },
          { name: t('plan.entry'), value: sources[measure.source] ?? measure.source },
        ]}
      />
    </details>
  )
}

function useMeasureWords(): WordsOf {
  const { t, i18n } = useTranslation()
  const institutions = useInstitutions()
  const locale = localeOf(i18n.language)
  const list = new Intl.ListFormat(locale)
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'Europe/Lisbon' })
  const stages: Record<number, string> = {
    [MeasureStage.NOT_STARTED]: t('plan.stages.not_started'),
    [MeasureStage.IN_PROGRESS]: t('plan.stages.in_progress'),
    [MeasureStage.COMPLETED]: t('plan.stages.completed'),
  }
  return (measure) => ({
    title: i18n.language === 'pt' ? measure.titlePt || measure.titleEn : measure.titleEn,
    lead: labelIn(institutions, measure.leadArea),
    institutes: list.format(measure.institutes.map((code) => labelIn(institutions, code))),
    stage: stages[measure.stage] ?? '',
    stageTime: measure.stageTime === undefined ? '' : day.format(timestampDate(measure.stageTime)),
  })
}
