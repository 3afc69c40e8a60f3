// What a table keeps: some codes of some dimensions.
import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { ChoiceInput, SearchInput } from '../parts/choices'
import { dimensionsOf, FILTERS_MAX, isTime, withFilter, type Dimension, type TableChoice } from './choice'
import { useCodesOf, useLabelOf } from './labels'

interface FiltersProps {
  choice: TableChoice
  onChange: (choice: TableChoice) => void
}

export function Filters({ choice, onChange }: FiltersProps) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState<Dimension[]>([]) // kept while they have no code
  const used = choice.where.map((filter) => filter.dimension)
  const shown = [...used, ...opened.filter((dimension) => !used.includes(dimension))]
  const free = dimensionsOf(choice.kind).filter((dimension) => !isTime(dimension) && !shown.includes(dimension))
  function open(dimension: Dimension) {
    if (!opened.includes(dimension)) setOpened([...opened, dimension])
  }
  return (
    <fieldset className="filters">
      <legend>{t('tables.filters')}</legend>
      <p className="quiet">{t('tables.filters_help')}</p>
      {shown
        .filter((dimension) => dimensionsOf(choice.kind).includes(dimension))
        .map((dimension) => (
          <OneFilter
            key={`${choice.kind} ${dimension}`}
            dimension={dimension}
            choice={choice}
            onChange={(next) => {
              open(dimension)
              onChange(next)
            }}
          />
        ))}
      {shown.length < FILTERS_MAX && (
        <div className="fields">
          <ChoiceInput
            label={t('tables.add_filter')}
            choices={free.map((dimension) => ({ id: dimension, code: dimension, label: t(`tables.dimensions.${dimension}`) }))}
            value=""
            onChange={(dimension) => open(dimension as Dimension)}
          />
        </div>
      )}
    </fieldset>
  )
}

function OneFilter({ dimension, choice, onChange }: FiltersProps & { dimension: Dimension }) {
  const { t } = useTranslation()
  const codes = useCodesOf(choice.kind)
  const labelOf = useLabelOf(codes)
  // A code that was added or removed leaves an empty field, with the focus in it.
  const [changes, setChanges] = useState(0)
  const chosen = choice.where.find((filter) => filter.dimension === dimension)?.codes ?? []
  const name = t(`tables.dimensions.${dimension}`)
  const free = isTime(dimension) ? [] : codes[dimension as keyof typeof codes].filter(({ code }) => !chosen.includes(code))
  function change(kept: string[]) {
    onChange(withFilter(choice, dimension, kept))
    setChanges(changes + 1)
  }
  return (
    <div className="fields">
      <SearchInput
        key={changes}
        autoFocus={changes > 0}
        label={t('tables.add_code', { dimension: name })}
        choices={free}
        value=""
        onChange={(code) => code !== '' && change([...chosen, code])}
      />
      <div className="row">
        {chosen.map((code) => {
          const label = labelOf(dimension, code).text
          return (
            <Button
              key={code}
              className="button second removes"
              aria-label={t('tables.remove_code', { dimension: name, code: label })}
              onPress={() => change(chosen.filter((kept) => kept !== code))}
            >
              {label}
            </Button>
          )
        })}
      </div>
    </div>
  )
}
