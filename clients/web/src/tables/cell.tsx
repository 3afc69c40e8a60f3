import { useTranslation } from 'react-i18next'
import { localeOf } from '../words'
import type { Figure } from './sheet'

// A figure, or its place: what is withheld looks so, says so, and is no zero.
export function Cell({ figure }: { figure: Figure }) {
  const { t, i18n } = useTranslation()
  if (figure.withheld) {
    return (
      <td className="number withheld">
        <span aria-hidden="true">…</span>
        <span className="unseen">{t('tables.withheld')}</span>
      </td>
    )
  }
  return <td className="number">{new Intl.NumberFormat(localeOf(i18n.language)).format(figure.count)}</td>
}
