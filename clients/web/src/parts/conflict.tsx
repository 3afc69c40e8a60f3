// Two wrote the same: both values, field by field, and a choice. Nothing is written before it.
import { type ReactNode, useEffect, useRef } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'

export interface ConflictLine {
  name: string // of the field
  mine: ReactNode | undefined // undefined: not written by me
  theirs: ReactNode
  by?: string // who wrote theirs, and when
}

interface ConflictTableProps {
  title: string
  source: string
  lines: ConflictLine[]
  working: boolean
  onKeep: () => void
  onWrite: () => void
}

export function ConflictTable({ title, source, lines, working, onKeep, onWrite }: ConflictTableProps) {
  const { t } = useTranslation()
  const place = useRef<HTMLHeadingElement>(null)
  useEffect(() => place.current?.focus(), [])
  const writers = lines.some(({ by }) => by !== undefined)
  return (
    <section className="notice bad" aria-labelledby="conflict">
      <h3 id="conflict" ref={place} tabIndex={-1}>
        {title}
      </h3>
      <div className="scroll" role="group" aria-labelledby="conflict" tabIndex={0}>
        <table>
          <caption>
            {t('conflict.help')} {source}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t('conflict.field')}</th>
              <th scope="col">{t('conflict.mine')}</th>
              <th scope="col">{t('conflict.theirs')}</th>
              {writers && <th scope="col">{t('conflict.by')}</th>}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ name, mine, theirs, by }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{mine ?? <span className="quiet">{t('conflict.not_mine')}</span>}</td>
                <td>{theirs}</td>
                {writers && <td>{by}</td>}
              </tr>
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
