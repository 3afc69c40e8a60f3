// Who has a part in a case: they come and go, but for the applicant.
import { type Case, Case_State, type Party, Party_Role } from '@gen/cases_pb'
import type { Person } from '@gen/people_pb'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Button, Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { ChoiceInput } from '../parts/choices'
import { TextInput } from '../parts/fields'
import { ProblemNotice } from '../parts/notice'
import { Recorded, useRecorded } from '../parts/recorded'
import { useTakeFocus } from '../parts/use_take_focus'
import { ChoosePerson } from '../people/choose'
import { idOf, nameOf } from '../people/described'
import { fieldProblem, problemOf } from '../rpc/problem'
import { cases, people } from '../rpc/services'
import { useRequestId } from '../rpc/use_request_id'
import { useRoleLabel } from './labels'

interface PartiesProps {
  known: Case
  onDone: (now: Case) => void
}

export function Parties({ known, onDone }: PartiesProps) {
  const { t } = useTranslation()
  const [gone, setGone] = useState<{ party: Party; etag: string } | null>(null) // the last who was removed
  const request = useRequestId()
  const recorded = useRecorded()
  const remove = useMutation({
    mutationFn: (index: number) =>
      cases.removeParty({ name: known.name, index, etag: known.etag, requestId: request.of([index, known.etag]) }),
    onSuccess: (now, index) => {
      const party = known.parties[index]
      setGone(party === undefined ? null : { party, etag: now.etag })
      onDone(now)
    },
  })
  const open = known.state === Case_State.OPEN
  function done(now: Case) {
    setGone(null)
    onDone(now)
    recorded.tell()
  }
  return (
    <section className="card" aria-labelledby="parties">
      <h2 id="parties" ref={recorded.place} tabIndex={-1}>
        {t('case.parties')}
      </h2>
      <Recorded times={recorded.times} />
      {remove.isError && <ProblemNotice problem={problemOf(remove.error)} />}
      {/* Until something else is done to the case. */}
      {gone?.etag === known.etag && <Gone known={known} party={gone.party} onDone={done} />}
      <ul className="plain">
        {known.parties.map((party, index) => (
          <li key={index} className="row">
            <PartyLine party={party} />
            {open && index > 0 && (
              <Button className="button second" isDisabled={remove.isPending} onPress={() => remove.mutate(index)}>
                {t('case.remove_party', { number: index + 1 })}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {open && <AddParty known={known} onDone={done} />}
    </section>
  )
}

function PartyLine({ party }: { party: Party }) {
  const roleLabel = useRoleLabel()
  return (
    <span>
      {roleLabel(party.role)}: {party.person === '' ? party.displayName : <PersonLink name={party.person} />}
    </span>
  )
}

// Shown by name: who sees the case sees who it is about, and leaves a trace of it.
function PersonLink({ name }: { name: string }) {
  const { t } = useTranslation()
  const person = useQuery({ queryKey: ['person', name], queryFn: () => people.getPerson({ name }) })
  return (
    <Link to="/people/$id" params={{ id: idOf(name) }}>
      {person.data === undefined ? t('person.title') : nameOf(person.data, t('find.anonymous'))}
    </Link>
  )
}

function Gone({ known, party, onDone }: PartiesProps & { party: Party }) {
  const { t } = useTranslation()
  const request = useRequestId()
  const back = useTakeFocus<HTMLButtonElement>()
  const undo = useMutation({
    mutationFn: () => cases.addParty({ name: known.name, party, requestId: request.of('undo') }),
    onSuccess: onDone,
  })
  return (
    <>
      {undo.isError && <ProblemNotice problem={problemOf(undo.error)} />}
      <div className="notice row">
        <p role="status">{t('case.party_removed')}</p>
        <Button className="button second" ref={back} isDisabled={undo.isPending} onPress={() => undo.mutate()}>
          {t('desk.undo')}
        </Button>
      </div>
    </>
  )
}

const ROLES = [
  Party_Role.FAMILY_MEMBER,
  Party_Role.SPONSOR,
  Party_Role.CHILD,
  Party_Role.REPRESENTATIVE,
  Party_Role.EMPLOYER,
  Party_Role.OTHER,
]

function AddParty({ known, onDone }: PartiesProps) {
  const { t } = useTranslation()
  const roleLabel = useRoleLabel()
  const [role, setRole] = useState('')
  const [person, setPerson] = useState<Person | null>(null)
  const [displayName, setDisplayName] = useState('')
  const request = useRequestId()
  const add = useMutation({
    mutationFn: () => {
      const who = person === null ? { displayName: displayName.trim() } : { person: person.name }
      return cases.addParty({
        name: known.name,
        party: { role: Number(role), ...who },
        requestId: request.of([role, who]),
      })
    },
    onSuccess: (now) => {
      request.done()
      setRole('')
      setPerson(null)
      setDisplayName('')
      onDone(now)
    },
  })
  const problem = add.isError ? problemOf(add.error) : null
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault()
        add.mutate()
      }}
    >
      <h3>{t('case.add_party')}</h3>
      <ProblemNotice problem={problem} />
      <ChoiceInput
        label={t('case.role')}
        choices={ROLES.map((one) => ({ id: String(one), code: String(one), label: roleLabel(one) }))}
        value={role}
        onChange={setRole}
        problem={fieldProblem(problem, 'party.role')}
        required
      />
      {person === null ? (
        <>
          <ChoosePerson
            label={t('case.party_person')}
            problem={fieldProblem(problem, 'party.person')}
            onChoose={setPerson}
          />
          <TextInput
            label={t('case.party_name')}
            value={displayName}
            onChange={setDisplayName}
            problem={fieldProblem(problem, 'party.display_name')}
          />
        </>
      ) : (
        <p className="row">
          <strong>{nameOf(person, t('find.anonymous'))}</strong>
          <Button className="button second" autoFocus onPress={() => setPerson(null)}>
            {t('case.other_person')}
          </Button>
        </p>
      )}
      <p>
        <Button
          className="button second"
          type="submit"
          isDisabled={add.isPending || role === '' || (person === null && displayName.trim() === '')}
        >
          {t('case.add_party_act')}
        </Button>
      </p>
    </Form>
  )
}
