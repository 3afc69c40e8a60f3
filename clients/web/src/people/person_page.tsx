import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { placesOf, useWorker } from '../app/session'
import { labelIn, useCodes, useLanguages, useTypeLabel } from '../parts/catalogue'
import { Facts } from '../parts/facts'
import { LabelText } from '../parts/label'
import { Waiting } from '../parts/notice'
import { useStateLabel } from '../cases/labels'
import { cases, people } from '../rpc/services'
import { dateText, idOf, nameOf } from './described'

export function PersonPage() {
  const { t } = useTranslation()
  const { id } = useParams({ from: '/people/$id' })
  const name = `people/${id}`
  const person = useQuery({ queryKey: ['person', name], queryFn: () => people.getPerson({ name }) })
  const nationalities = useCodes('nationality')
  const statuses = useCodes('residence_status')
  const documents = useCodes('document')
  const languages = useLanguages()
  if (!person.isSuccess) return <Waiting query={person} />
  const known = person.data
  return (
    <>
      <h1>{nameOf(known, t('find.anonymous'))}</h1>
      <p className="quiet">
        <bdi>{known.reference}</bdi>
      </p>
      <ReceiveLink id={id} />
      <div className="columns">
        <section className="card" aria-labelledby="data">
          <h2 id="data">{t('person.data')}</h2>
          <Facts
            hidden={known.redacted}
            facts={[
              { name: t('person.born'), value: dateText(known.birthDate), path: 'birth_date' },
              {
                name: t('person.nationalities'),
                value: known.nationalities.map((code) => labelIn(nationalities, code)).join(', '),
                path: 'nationalities',
              },
              { name: t('person.language'), value: labelIn(languages, known.language), path: 'language' },
              { name: t('person.status'), value: labelIn(statuses, known.residenceStatus), path: 'residence_status' },
              {
                name: t('person.documents'),
                value: known.documents.map((one) => `${labelIn(documents, one.type)} ${one.number}`).join(', '),
                path: 'documents',
              },
              { name: t('person.phones'), value: known.phones.length === 0 ? '' : <bdi dir="ltr">{known.phones.join(', ')}</bdi>, path: 'phones' },
              { name: t('person.note'), value: known.note, path: 'note' },
            ]}
          />
        </section>
        <CasesOf person={name} />
      </div>
    </>
  )
}

// For who receives people.
function ReceiveLink({ id }: { id: string }) {
  const { t } = useTranslation()
  const worker = useWorker()
  if (worker === null || !placesOf(worker.account.role).includes('desk')) return null
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
