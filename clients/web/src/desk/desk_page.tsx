import type { Visit } from '@gen/intake_pb'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { WithLists } from '../parts/with_lists'
import { FindPerson } from '../people/find'
import { Queue } from './queue'
import { Receipt } from './receipt'
import { Receive } from './receive'

export function DeskPage() {
  const { t } = useTranslation()
  // Of the visit that was just registered, or of one in the queue, which is asked for again.
  const [receipt, setReceipt] = useState<{ visit: Visit; again: boolean } | null>(null)
  return (
    <>
      <h1>{t('desk.title')}</h1>
      <WithLists>
        <div className="columns desk">
          <Receive onVisit={(visit) => setReceipt(visit === null ? null : { visit, again: false })}>
            {receipt !== null && <Receipt key={receipt.visit.name} visit={receipt.visit} takesFocus={receipt.again} />}
          </Receive>
          <div className="stack">
            <FindPerson />
            <Queue onReceipt={(visit) => setReceipt({ visit, again: true })} />
          </div>
        </div>
      </WithLists>
    </>
  )
}
