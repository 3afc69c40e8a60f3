// Names and values in two columns; what a reader may not see looks so, and not empty.
import type { FieldMask } from '@bufbuild/protobuf/wkt'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export interface Fact {
  name: string
  value: ReactNode
  path?: string // of the field, as the mask of what is hidden names it
}

export function Facts({ facts, hidden }: { facts: Fact[]; hidden: FieldMask | undefined }) {
  const { t } = useTranslation()
  const paths = hidden?.paths ?? []
  return (
    <dl className="facts">
      {facts.map((fact) => {
        const isHidden = fact.path !== undefined && paths.some((path) => path === fact.path || path.startsWith(`${fact.path}.`))
        return (
          <div key={fact.name}>
            <dt>{fact.name}</dt>
            <dd>
              {isHidden ? <span className="hidden">{t('person.hidden')}</span> : fact.value === '' ? t('person.nothing') : fact.value}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
