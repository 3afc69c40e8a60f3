// What became of the last ticket, and the way back.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../parts/notice'
import { useTakeFocus } from '../parts/use_take_focus'
import { idOf } from '../people/described'
import { problemOf } from '../rpc/problem'
import { intake } from '../rpc/services'
import { useRequestId } from '../rpc/use_request_id'
import { QUEUE } from './queue'

export interface Ended {
  ticket: string
  how: string // what was done, in the language of the page
  openedCase: string // empty when none was: it can be undone
}

export function EndedNotice({ ended, onUndone }: { ended: Ended; onUndone: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const request = useRequestId()
  const back = useTakeFocus<HTMLButtonElement>()
  const opened = useTakeFocus<HTMLAnchorElement>()
  const undo = useMutation({
    mutationFn: () => intake.serveTicket({ name: ended.ticket, requestId: request.of('undo') }),
    onSuccess: () => {
      onUndone()
      void queries.invalidateQueries({ queryKey: QUEUE })
    },
  })
  return (
    <>
      {undo.isError && <ProblemNotice problem={problemOf(undo.error)} />}
      <div className="notice row">
        <p role="status">{ended.how}</p>
        {ended.openedCase === '' ? (
          <Button
            className="button second"
            ref={back}
            isDisabled={undo.isPending}
            onPress={() => undo.mutate()}
          >
            {t('desk.undo')}
          </Button>
        ) : (
          <Link to="/cases/$id" params={{ id: idOf(ended.openedCase) }} ref={opened}>
            {t('desk.show_case')}
          </Link>
        )}
      </div>
    </>
  )
}
