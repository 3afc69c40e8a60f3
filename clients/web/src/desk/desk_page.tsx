import { useTranslation } from 'react-i18next'
import { FindPerson } from '../people/find'
import { Queue } from './queue'
import { Receive } from './receive'

export function DeskPage() {
  const { t } = useTranslation()
  return (
    <>
      <h1>{t('desk.title')}</h1>
      <div className="columns">
        <Receive />
        <div className="stack">
          <Queue />
          <FindPerson />
        </div>
      </div>
    </>
  )
}
