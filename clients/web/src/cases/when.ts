import { timestampDate, type Timestamp } from '@bufbuild/protobuf/wkt'
import { useTranslation } from 'react-i18next'
import { localeOf } from '../words'

export function useDay(): (time: Timestamp | undefined) => string {
  const { i18n } = useTranslation()
  const format = new Intl.DateTimeFormat(localeOf(i18n.language), { dateStyle: 'medium', timeStyle: 'short' })
  return (time) => (time === undefined ? '' : format.format(timestampDate(time)))
}
