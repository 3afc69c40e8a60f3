// Anonymous tables: chosen in a form, kept in the address, read as a table and as a picture.
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Waiting } from '../parts/notice'
import { closingOf, monthOf } from '../parts/months'
import { usePeriods } from '../rpc/statistics'
import { choiceOf, searchOf, type TableChoice } from './choice'
import { Chooser } from './chooser'
import { useTitle } from './labels'
import { Result } from './result'

const MONTHS_AT_FIRST = 12

export function TablesPage() {
  const { t } = useTranslation()
  const periods = usePeriods()
  const closed = (periods.data ?? []).filter((period) => closingOf(period) !== 'open').map(monthOf)
  return (
    <>
      <h1>{t('tables.title')}</h1>
      <p>{t('tables.lead')}</p>
      <Waiting query={periods} />
      {periods.isSuccess && (closed.length === 0 ? <p>{t('tables.no_months')}</p> : <Place closed={closed} />)}
    </>
  )
}

function Place({ closed }: { closed: string[] }) {
  const search = useSearch({ from: '/tables' })
  const navigate = useNavigate()
  const asked = choiceOf(search)
  const first: TableChoice = {
    kind: 'visit',
    measure: 'count',
    by: ['district'],
    where: [],
    from: closed.at(-MONTHS_AT_FIRST) ?? closed[0]!,
    to: closed.at(-1)!,
  }
  return (
    <div className="stack">
      <Chooser
        start={asked ?? first}
        closed={closed}
        onShow={(choice) => void navigate({ to: '/tables', search: searchOf(choice) })}
      />
      {asked === null ? <Ready months={first} /> : <Result key={JSON.stringify(asked)} choice={asked} view={search.view} />}
    </div>
  )
}

// What is asked for most.
function Ready({ months }: { months: TableChoice }) {
  const { t } = useTranslation()
  const titleOf = useTitle()
  const tables: TableChoice[] = [
    { ...months, by: ['district'] },
    { ...months, by: ['nationality', 'sex'] },
    { ...months, kind: 'matter', by: ['area'] },
    { ...months, kind: 'call', by: ['month'] },
    { ...months, kind: 'interpretation', by: ['language'] },
    { ...months, kind: 'case_closed', by: ['outcome'] },
  ]
  return (
    <section className="card" aria-labelledby="ready">
      <h2 id="ready">{t('tables.ready')}</h2>
      <ul className="plain">
        {tables.map((table) => (
          <li key={JSON.stringify(table)}>
            <Link to="/tables" search={searchOf(table)}>
              {titleOf(table.kind, table.by)}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
