import { useTranslation } from 'react-i18next'
import { WithLists } from '../parts/with_lists'
import { FindPerson } from '../people/find'
import { Queue } from './queue'
import { Receive } from './receive'

export function DeskPage() {
  const { t } = useTranslation()
  return (
    <>
      <h1>{t('desk.title')}</h1>
      <WithLists>
        <div className="columns desk">
          <Receive />
          <div className="stack">
            <FindPerson />
            <Queue />
          </div>
        </div>
      </WithLists>
    </>
  )
}
