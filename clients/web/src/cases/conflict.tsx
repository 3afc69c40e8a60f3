// Two wrote the same: both values, field by field, and a choice. Nothing is written before it.
import type { Case } from '@gen/cases_pb'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { LabelText } from '../parts/label'
import { cases } from '../rpc/services'
import { compare, type Difference, lastWriter, type Wish } from './changes'
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

export function Conflict({ base, wish, known, working, onKeep, onWrite }: ConflictProps) {
  const { t } = useTranslation()
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  return (
    <section className="notice bad" aria-labelledby="conflict">
      <h3 id="conflict" ref={title} tabIndex={-1}>
        {t('conflict.title')}
      </h3>
      <div className="scroll" role="group" aria-labelledby="conflict" tabIndex={0}>
        <table>
          <caption>
            {t('conflict.help')} {t('reading.source.conflict')}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t('conflict.field')}</th>
              <th scope="col">{t('conflict.mine')}</th>
              <th scope="col">{t('conflict.theirs')}</th>
              <th scope="col">{t('conflict.by')}</th>
            </tr>
          </thead>
          <tbody>
            {compare(base, wish, known).map((difference) => (
              <Row key={difference.field} difference={difference} base={base} />
            ))}
          </tbody>
        </table>
      </div>
      <div className="row">
        <Button className="button" isDisabled={working} onPress={onKeep}>
          {t('conflict.keep')}
        </Button>
        <Button className="button second" isDisabled={working} onPress={onWrite}>
          {t('conflict.write')}
        </Button>
      </div>
    </section>
  )
}

function Row({ difference, base }: { difference: Difference; base: Case }) {
  const { t } = useTranslation()
  const day = useDay()
  const nameOf = useFieldName()
  const valueOf = useValueLabel()
  const { field, mine, theirs, changed } = difference
  const name = base.name
  const history = useQuery({ queryKey: ['case-history', name], queryFn: () => cases.listCaseHistory({ name }) })
  const by = changed ? lastWriter(history.data?.events ?? [], base.etag, field) : undefined
  const shown = (value: typeof theirs) => (value === '' ? t('person.nothing') : <LabelText label={valueOf(field, value)} />)
  return (
    <tr>
      <th scope="row">{nameOf(field)}</th>
      <td>{mine === undefined ? <span className="quiet">{t('conflict.not_mine')}</span> : shown(mine)}</td>
      <td>{shown(theirs)}</td>
      <td>{by === undefined ? t('conflict.nobody') : `${whoOf(by)}, ${day(by.time)}`}</td>
    </tr>
  )
}
