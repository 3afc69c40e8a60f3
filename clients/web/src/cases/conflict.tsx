// What two wrote of one case.
import type { Case } from '@gen/cases_pb'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type ConflictLine, ConflictTable } from '../parts/conflict'
import type { Difference } from '../parts/differences'
import { LabelText } from '../parts/label'
import { cases } from '../rpc/services'
import { compare, lastWriter, type Values, type Wish } from './changes'
import { useFieldName, useValueLabel, whoOf } from './labels'
import { useDay } from './when'

interface ConflictProps {
  base: Case // as it was when the writing began
  wish: Wish
  known: Case // as it stands
  working: boolean
  onKeep: () => void
  onWrite: () => void
}

export function Conflict({ base, wish, known, ...rest }: ConflictProps) {
  const { t } = useTranslation()
  const lineOf = useLine(base)
  return (
    <ConflictTable
      title={t('conflict.title')}
      source={t('reading.source.conflict')}
      lines={compare(base, wish, known).map(lineOf)}
      {...rest}
    />
  )
}

function useLine(base: Case): (difference: Difference<Values>) => ConflictLine {
  const { t } = useTranslation()
  const day = useDay()
  const nameOf = useFieldName()
  const valueOf = useValueLabel()
  const { name } = base
  const history = useQuery({ queryKey: ['case-history', name], queryFn: () => cases.listCaseHistory({ name }) })
  return ({ field, mine, theirs, changed }) => {
    const by = changed ? lastWriter(history.data?.events ?? [], base.etag, field) : undefined
    const shown = (value: typeof theirs) => (value === '' ? t('person.nothing') : <LabelText label={valueOf(field, value)} />)
    return {
      name: nameOf(field),
      mine: mine === undefined ? undefined : shown(mine),
      theirs: shown(theirs),
      by: by === undefined ? t('conflict.nobody') : `${whoOf(by)}, ${day(by.time)}`,
    }
  }
}
