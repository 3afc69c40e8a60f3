// One matter of somebody who waits, and how it goes on.
import { timestampDate } from '@bufbuild/protobuf/wkt'
import { Ticket_State, type Ticket, type Visit } from '@gen/intake_pb'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type RefObject, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { labelIn, useCaseTypes, useCodes } from '../parts/catalogue'
import { SearchInput } from '../parts/choices'
import { ProblemNotice } from '../parts/notice'
import { useOpened } from '../parts/use_opened'
import { useTakeFocus } from '../parts/use_take_focus'
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
  onServed: () => void
  onReceipt: () => void
  takesFocus: boolean // it was served here, and stands elsewhere now
}

function useAct({ ticket, onEnded, onServed }: TicketProps) {
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
      if (act.kind === 'serve') return onServed()
      const now = visit.tickets.find((other) => other.name === ticket.name)
      onEnded({ ticket: ticket.name, how: act.how, openedCase: now?.openedCase ?? '' })
    },
    onSettled: () => queries.invalidateQueries({ queryKey: QUEUE }),
  })
}

export function TicketRow(props: TicketProps) {
  const { t, i18n } = useTranslation()
  const { visit, ticket } = props
  const areas = useCodes('case_area')
  const act = useAct(props)
  const matter = labelIn(areas, ticket.area)
  const waits = ticket.state === Ticket_State.WAITING
  const first = useTakeFocus<HTMLButtonElement>(!waits && props.takesFocus)
  const end = (state: Ticket_State, how: string) =>
    act.mutate({ kind: 'end', state, referral: '', how: `${matter}: ${how}.` })
  const shared = { of: matter, working: act.isPending }
  return (
    <tr>
      <th scope="row">
        {visit.queueNumber > 0 ? visit.queueNumber : <span className="quiet">{t('desk.no_number')}</span>}
      </th>
      <td>{visit.occurredTime !== undefined && arrival(timestampDate(visit.occurredTime), localeOf(i18n.language))}</td>
      <td>
        <div className="row between">
          {matter}
          <span className="row">
            <Link to="/people/$id" params={{ id: idOf(visit.person) }} aria-label={`${t('desk.show_person')}: ${matter}`}>
              {t('desk.show_person')}
            </Link>
            <Button className="link" aria-label={`${t('receipt.again')}: ${matter}`} onPress={props.onReceipt}>
              {t('receipt.again')}
            </Button>
          </span>
        </div>
        {ticket.note !== '' && <p className="quiet kept" dir="auto">{ticket.note}</p>}
        {act.isError && <ProblemNotice problem={problemOf(act.error)} />}
        <div className="row">
          {waits && <ActButton name={t('desk.serve')} {...shared} onPress={() => act.mutate({ kind: 'serve' })} />}
          <ActButton
            name={t('desk.advice')}
            {...shared}
            place={first}
            onPress={() => end(Ticket_State.ADVICE_GIVEN, t('desk.advice'))}
          />
          <ActButton name={t('desk.left')} {...shared} onPress={() => end(Ticket_State.LEFT, t('desk.left'))} />
        </div>
        {!waits && <GoOn matter={matter} working={act.isPending} onAct={(next) => act.mutate(next)} />}
      </td>
    </tr>
  )
}

interface GoOnProps {
  matter: string
  working: boolean
  onAct: (act: Act) => void
}

// What a matter being served may become: a case here, or a matter of another service.
function GoOn(props: GoOnProps) {
  const { t } = useTranslation()
  const { opened, onToggle } = useOpened()
  return (
    <details className="go-on" onToggle={onToggle}>
      <summary>{t('desk.go_on')}</summary>
      {opened && <OpenCase {...props} />}
      {opened && <Refer {...props} />}
    </details>
  )
}

function OpenCase({ matter, working, onAct }: GoOnProps) {
  const { t } = useTranslation()
  const [caseType, setCaseType] = useState('')
  return (
    <div className="row end">
      <SearchInput label={t('desk.open_case')} choices={useCaseTypes()} value={caseType} onChange={setCaseType} required />
      <ActButton
        name={t('desk.open_case_act')}
        of={matter}
        working={working || caseType === ''}
        onPress={() => onAct({ kind: 'case', caseType, how: `${matter}: ${t('desk.case_opened')}.` })}
      />
    </div>
  )
}

function Refer({ matter, working, onAct }: GoOnProps) {
  const { t } = useTranslation()
  const [referral, setReferral] = useState('')
  const referrals = useCodes('referral')
  const how = `${matter}: ${labelIn(referrals, referral)}.`
  return (
    <div className="row end">
      <SearchInput label={t('desk.refer')} choices={referrals} value={referral} onChange={setReferral} required />
      <ActButton
        name={t('desk.refer_act')}
        of={matter}
        working={working || referral === ''}
        onPress={() => onAct({ kind: 'end', state: Ticket_State.REFERRED, referral, how })}
      />
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

interface ActProps {
  name: string
  of: string
  onPress: () => void
  working: boolean
  place?: RefObject<HTMLButtonElement | null>
}

function ActButton(props: ActProps) {
  return (
    <Button
      className="button second"
      {...(props.place === undefined ? {} : { ref: props.place })}
      aria-label={`${props.name}: ${props.of}`}
      onPress={props.onPress}
      isDisabled={props.working}
    >
      {props.name}
    </Button>
  )
}
