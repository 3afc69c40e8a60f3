// One matter of somebody who waits, and how it goes on.
import { timestampDate } from '@bufbuild/protobuf/wkt'
import { Ticket_State, type Ticket, type Visit } from '@gen/intake_pb'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { labelIn, useCaseTypes, useCodes } from '../parts/catalogue'
import { SearchInput } from '../parts/choices'
import { ProblemNotice } from '../parts/notice'
import { idOf } from '../people/described'
import { problemOf } from '../rpc/problem'
import { intake } from '../rpc/services'
import { useRequestId } from '../rpc/use_request_id'
import { localeOf } from '../words'
import type { Ended } from './ended'
import { QUEUE } from './queue'

type Act =
  | { kind: 'serve' }
  | { kind: 'end'; state: Ticket_State; referral: string; how: string }
  | { kind: 'case'; caseType: string; how: string }

interface TicketProps {
  visit: Visit
  ticket: Ticket
  onEnded: (ended: Ended) => void
}

function useAct(ticket: Ticket, onEnded: (ended: Ended) => void) {
  const queries = useQueryClient()
  const request = useRequestId()
  return useMutation({
    mutationFn: (act: Act) => {
      const requestId = request.of(act)
      const { name } = ticket
      if (act.kind === 'serve') return intake.serveTicket({ name, requestId })
      if (act.kind === 'case') return intake.openTicketCase({ name, caseType: act.caseType, requestId })
      return intake.closeTicket({ name, state: act.state, referral: act.referral, requestId })
    },
    onSuccess: (visit, act) => {
      request.done()
      if (act.kind === 'serve') return
      const now = visit.tickets.find((other) => other.name === ticket.name)
      onEnded({ ticket: ticket.name, how: act.how, openedCase: now?.openedCase ?? '' })
    },
    onSettled: () => queries.invalidateQueries({ queryKey: QUEUE }),
  })
}

export function TicketRow({ visit, ticket, onEnded }: TicketProps) {
  const { t, i18n } = useTranslation()
  const areas = useCodes('case_area')
  const act = useAct(ticket, onEnded)
  const matter = labelIn(areas, ticket.area)
  const waits = ticket.state === Ticket_State.WAITING
  const end = (state: Ticket_State, how: string) =>
    act.mutate({ kind: 'end', state, referral: '', how: `${matter}: ${how}.` })
  const shared = { of: matter, working: act.isPending }
  return (
    <tr>
      <td>
        {visit.occurredTime !== undefined && arrival(timestampDate(visit.occurredTime), localeOf(i18n.language))}
        <p className="state">{waits ? t('desk.state_waiting') : t('desk.state_serving')}</p>
        <Link to="/people/$id" params={{ id: idOf(visit.person) }} aria-label={`${t('desk.show_person')}: ${matter}`}>
          {t('desk.show_person')}
        </Link>
      </td>
      <td>
        {matter}
        {ticket.note !== '' && <p className="quiet kept">{ticket.note}</p>}
      </td>
      <td>
        {act.isError && <ProblemNotice problem={problemOf(act.error)} />}
        <div className="row">
          {waits && <ActButton name={t('desk.serve')} {...shared} onPress={() => act.mutate({ kind: 'serve' })} />}
          <ActButton
            name={t('desk.advice')}
            {...shared}
            onPress={() => end(Ticket_State.ADVICE_GIVEN, t('desk.advice'))}
          />
          <ActButton name={t('desk.left')} {...shared} onPress={() => end(Ticket_State.LEFT, t('desk.left'))} />
        </div>
        {!waits && <GoOn matter={matter} working={act.isPending} onAct={(next) => act.mutate(next)} />}
      </td>
    </tr>
  )
}

// What a matter being served may become: a case here, or a matter of another service.
function GoOn({ matter, working, onAct }: { matter: string; working: boolean; onAct: (act: Act) => void }) {
  const { t } = useTranslation()
  const [caseType, setCaseType] = useState('')
  const [referral, setReferral] = useState('')
  const caseTypes = useCaseTypes()
  const referrals = useCodes('referral')
  return (
    <div className="stack go-on">
      <div className="row end">
        <SearchInput label={t('desk.open_case')} choices={caseTypes} value={caseType} onChange={setCaseType} required />
        <ActButton
          name={t('desk.open_case_act')}
          of={matter}
          working={working || caseType === ''}
          onPress={() => onAct({ kind: 'case', caseType, how: `${matter}: ${t('desk.case_opened')}.` })}
        />
      </div>
      <div className="row end">
        <SearchInput label={t('desk.refer')} choices={referrals} value={referral} onChange={setReferral} required />
        <ActButton
          name={t('desk.refer_act')}
          of={matter}
          working={working || referral === ''}
          onPress={() =>
            onAct({
              kind: 'end',
              state: Ticket_State.REFERRED,
              referral,
              how: `${matter}: ${labelIn(referrals, referral)}.`,
            })
          }
        />
      </div>
    </div>
  )
}

// The time, and the day when it was not today.
function arrival(time: Date, locale: string): string {
  const today = time.toDateString() === new Date().toDateString()
  return new Intl.DateTimeFormat(
    locale,
    today ? { timeStyle: 'short' } : { dateStyle: 'short', timeStyle: 'short' },
  ).format(time)
}

function ActButton(props: { name: string; of: string; onPress: () => void; working: boolean }) {
  return (
    <Button
      className="button second"
      aria-label={`${props.name}: ${props.of}`}
      onPress={props.onPress}
      isDisabled={props.working}
    >
      {props.name}
    </Button>
  )
}
