// What others did to the case while this page was open, in words and politely.
import type { Case, CaseEvent } from '@gen/cases_pb'
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useSession } from '../app/session'
import { useStageLabel } from '../parts/catalogue'
import { LabelText } from '../parts/label'
import { cases } from '../rpc/services'
import { ActText } from './act'
import { methodOf, newsSince } from './changes'
import { whoOf } from './labels'
import { useDay } from './when'

const SHOWN_MAX = 5

// `since`: the case as its reader knew it last: when the page was opened, or said to be seen.
export function News({ since, known, onSeen }: { since: Case; known: Case; onSeen: () => void }) {
  const { t } = useTranslation()
  const me = useSession().data?.account?.name ?? ''
  const place = useRef<HTMLDivElement>(null)
  const { name } = known
  const history = useQuery({ queryKey: ['case-history', name], queryFn: () => cases.listCaseHistory({ name }) })
  const news = newsSince(history.data?.events ?? [], since.etag, me).slice(-SHOWN_MAX)

  function seen() {
    place.current?.focus()
    onSeen()
  }

  // There from the beginning: what is put into it later is read aloud.
  return (
    <div role="status" ref={place} tabIndex={-1}>
      {news.length > 0 && (
        <div className="notice">
          <p>{t('conflict.news')}</p>
          <ul className="plain">
            {news.map((event) => (
              <li key={String(event.position)}>
                <Act event={event} />
              </li>
            ))}
          </ul>
          <p>
            <Button className="button second" onPress={seen}>
              {t('conflict.seen')}
            </Button>
          </p>
        </div>
      )}
    </div>
  )
}

function Act({ event }: { event: CaseEvent }) {
  const day = useDay()
  const stageLabel = useStageLabel()
  return (
    <>
      {whoOf(event)}, {day(event.time)}: <ActText event={event} />
      {methodOf(event) === 'AdvanceCase' && (
        <>
          {': '}
          <LabelText label={stageLabel(event.stage)} />
        </>
      )}
    </>
  )
}
