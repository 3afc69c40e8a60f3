// The measures, under their axis and objective; each opens.
import { timestampDate } from '@bufbuild/protobuf/wkt'
import { MeasureStage, type Measure } from '@gen/plan_pb'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { labelIn, labelOf, useInstitutions } from '../parts/catalogue'
import { ExportButtons } from '../parts/exporting'
import { CheckInput, TextInput } from '../parts/fields'
import { isSoughtIn } from '../parts/plain_text'
import { localeOf } from '../words'
import { Done } from './axes'
import { jsonOfMeasures, measureRows, type MeasureWords } from './files'
import { useInstitute } from './focal'
import { byAxis, codeOf, type Objective } from './grouping'
import { OneMeasure } from './one_measure'

export function Measures({ measures, axis }: { measures: Measure[]; axis: number }) {
  const { t } = useTranslation()
  const institute = useInstitute()
  const [onlyMine, setOnlyMine] = useState(false)
  const wordsOf = useMeasureWords()
  const [sought, setSought] = useState('')
  const isSought = (measure: Measure) =>
    (!onlyMine || measure.institutes.includes(institute)) &&
    isSoughtIn(`${codeOf(measure)} ${wordsOf(measure).title}`, sought)
  const shown = measures.filter((measure) => (axis === 0 || measure.axis === axis) && isSought(measure))
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
      <TextInput label={t('plan.find')} value={sought} onChange={setSought} required />
      <p role="status">{sought.trim() !== '' && t('plan.found', { count: shown.length })}</p>
      <ExportButtons
        what={t('plan.measures')}
        name={['balcao', t('plan.measures'), where]}
        csv={() => measureRows(shown, heads, wordsOf)}
        json={() => jsonOfMeasures(shown)}
      />
      {institute !== '' && (
        <CheckInput selected={onlyMine} onChange={setOnlyMine}>
          {t('plan.only_mine')}
        </CheckInput>
      )}
      {byAxis(measures, axis, isSought).map((group) => (
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

// In Portuguese where the page is in neither of the languages of the plan.
function titleOf(measure: Measure, page: string) {
  const { text, lang } = labelOf(page, { pt: measure.titlePt, en: measure.titleEn }, codeOf(measure))
  return { title: text, titleLang: lang }
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
    ...titleOf(measure, i18n.language),
    lead: labelIn(institutions, measure.leadArea),
    institutes: list.format(measure.institutes.map((code) => labelIn(institutions, code))),
    stage: stages[measure.stage] ?? '',
    stageTime: measure.stageTime === undefined ? '' : day.format(timestampDate(measure.stageTime)),
    deadline: day.format(new Date(`${measure.deadline}T12:00:00Z`)),
  })
}
