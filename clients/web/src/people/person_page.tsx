import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useTypeLabel } from '../parts/catalogue'
import { LabelText } from '../parts/label'
import { Waiting } from '../parts/notice'
import { useStateLabel } from '../cases/labels'
import { cases, people } from '../rpc/services'
import { Data, useMayReceive } from './data'
import { idOf, nameOf } from './described'

export function PersonPage() {
  const { id } = useParams({ from: '/people/$id' })
  return <OnePerson key={id} id={id} />
}

function OnePerson({ id }: { id: string }) {
  const { t } = useTranslation()
  const name = `people/${id}`
  const person = useQuery({ queryKey: ['person', name], queryFn: () => people.getPerson({ name }) })
  if (!person.isSuccess) return <Waiting query={person} />
  const known = person.data
  return (
    <>
      <h1>{nameOf(known, t('find.anonymous'))}</h1>
      <p className="quiet">
        <bdi>{known.reference}</bdi>
      </p>
      {known.mergedInto === '' ? <ReceiveLink id={id} /> : <Merged into={known.mergedInto} />}
      <div className="columns">
        <Data known={known} />
        <CasesOf person={name} />
      </div>
    </>
  )
}

function Merged({ into }: { into: string }) {
  const { t } = useTranslation()
  return (
    <p className="notice">
      {t('person.merged')}{' '}
      <Link to="/people/$id" params={{ id: idOf(into) }}>
        {t('person.merged_link')}
      </Link>
    </p>
  )
}

// For who receives people.
function ReceiveLink({ id }: { id: string }) {
  const { t } = useTranslation()
  if (!useMayReceive()) return null
  return (
    <p>
      <Link className="button" to="/desk" search={{ person: id }}>
        {t('person.receive')}
      </Link>
    </p>
  )
}

function CasesOf({ person }: { person: string }) {
  const { t } = useTranslation()
  const typeLabel = useTypeLabel()
  const stateLabel = useStateLabel()
  const found = useQuery({ queryKey: ['cases-of', person], queryFn: () => cases.listCases({ person }) })
  return (
    <section className="card" aria-labelledby="cases">
      <h2 id="cases">{t('person.cases')}</h2>
      <Waiting query={found} />
      {found.isSuccess && found.data.cases.length === 0 && <p>{t('person.no_cases')}</p>}
      {found.isSuccess && found.data.cases.length > 0 && (
        <ul className="plain">
          {found.data.cases.map((one) => (
            <li key={one.name}>
              <Link to="/cases/$id" params={{ id: idOf(one.name) }}>
                {one.type === '' ? one.reference : <LabelText label={typeLabel(one.type)} />}
              </Link>{' '}
              <span className="quiet">
                {one.reference} · {stateLabel(one.state)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
