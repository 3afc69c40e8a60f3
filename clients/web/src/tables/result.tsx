// The table that was asked for, with what it rests on and how it is protected.
import type { QueryTableResponse } from '@gen/statistics_pb'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useWholeCatalogue } from '../parts/catalogue'
import { ExportButtons } from '../parts/exporting'
import { closingOf, monthOf, monthText } from '../parts/months'
import { Waiting } from '../parts/notice'
import { statistics } from '../rpc/statistics'
import { localeOf } from '../words'
import { requestOf, searchOf, type Dimension, type TableChoice, type View } from './choice'
import { csvRowsOf, jsonOfTable } from './file'
import { useCodesOf, useLabelOf, useOrders, useTitle } from './labels'
import { Chart, DistrictMap } from './picture'
import { axesOf, rowCount, sheetOf, type LabelOf, type Sheet } from './sheet'
import { SheetTable } from './sheet_table'

// A table of more columns takes the whole width.
const WIDE = 4

export function Result({ choice, view }: { choice: TableChoice; view: string | undefined }) {
  const table = useQuery({ queryKey: ['table', choice], queryFn: () => statistics.queryTable(requestOf(choice)) })
  const catalogue = useWholeCatalogue()
  if (!table.isSuccess) return <Waiting query={table} />
  if (!catalogue.isSuccess) return <Waiting query={catalogue} />
  return <Told choice={choice} view={viewOf(choice, view)} table={table.data} />
}

// The views that a table has besides itself; the first is shown until another is chosen.
function viewsOf(choice: TableChoice): View[] {
  if (choice.by.length === 0 || choice.by.length > 2) return ['table']
  return choice.by.length === 1 && choice.by[0] === 'district' ? ['map', 'chart', 'table'] : ['chart', 'table']
}

function viewOf(choice: TableChoice, asked: string | undefined): View {
  const views = viewsOf(choice)
  return views.find((view) => view === asked) ?? views[0]!
}

function Told({ choice, view, table }: { choice: TableChoice; view: View; table: QueryTableResponse }) {
  const { t } = useTranslation()
  const codes = useCodesOf(choice.kind)
  const labelOf = useLabelOf(codes)
  const orders = useOrders(codes)
  const title = useFullTitle(choice)
  const names: Record<Dimension, string> = t('tables.dimensions', { returnObjects: true })
  const axes = axesOf(choice, table.cells, names, labelOf, orders)
  const figureName = choice.measure === 'persons' ? t('tables.measures.persons') : t(`tables.kinds.${choice.kind}`)
  const sheet = sheetOf(axes, table.cells, figureName)
  const picture = { title, axes, cells: table.cells, figureName }
  return (
    <div className={sheet.columns.length > WIDE ? 'stack' : 'columns'}>
      <section className="card scroll" aria-labelledby="result" tabIndex={0} role="region">
        <h2 id="result">{title}</h2>
        <div className="acts">
          <Views choice={choice} shown={view} />
          <ExportButtons
            what={title}
            name={['balcao', title, choice.from, choice.to]}
            csv={() => csvRowsOf(sheet, Number(table.total), { total: t('tables.total'), withheld: t('tables.withheld') })}
            json={() => jsonOfTable(choice, table, labelOf)}
          />
        </div>
        <TableOf choice={choice} sheet={sheet} table={table} title={title} labelOf={labelOf} />
      </section>
      {view !== 'table' && (
        <section className="card" aria-label={t(`tables.views.${view}`)}>
          {view === 'map' ? <DistrictMap {...picture} /> : <Chart {...picture} />}
        </section>
      )}
    </div>
  )
}

function Views({ choice, shown }: { choice: TableChoice; shown: View }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const views = viewsOf(choice)
  if (views.length === 1) return null
  return (
    <div className="row" role="group" aria-label={t('tables.view')}>
      {views.map((view) => (
        <Button
          key={view}
          className="button second"
          aria-pressed={view === shown}
          onPress={() => void navigate({ to: '/tables', search: { ...searchOf(choice), view }, replace: true })}
        >
          {t(`tables.views.${view}`)}
        </Button>
      ))}
    </div>
  )
}

function TableOf(props: { choice: TableChoice; sheet: Sheet; table: QueryTableResponse; title: string; labelOf: LabelOf }) {
  const { t } = useTranslation()
  const caption = useCaption(props.choice, props.title, props.labelOf)
  const rows = rowCount(props.sheet)
  return (
    <>
      {props.choice.by.length > 0 && (
        <p role="status" className="quiet">
          {rows === 0 ? t('tables.empty') : t('tables.rows', { count: rows })}
        </p>
      )}
      <SheetTable sheet={props.sheet} total={Number(props.table.total)} caption={caption} />
      <Protection choice={props.choice} table={props.table} />
    </>
  )
}

function useFullTitle(choice: TableChoice): string {
  const { t } = useTranslation()
  const title = useTitle()(choice.kind, choice.by)
  return choice.measure === 'persons' ? t('tables.persons_of', { kind: title }) : title
}

function useCaption(choice: TableChoice, title: string, labelOf: LabelOf): string {
  const { t, i18n } = useTranslation()
  const month = (code: string) => monthText(code, localeOf(i18n.language))
  const months =
    choice.from === choice.to ? month(choice.from) : t('tables.months', { first: month(choice.from), last: month(choice.to) })
  const only = choice.where.map(({ dimension, codes }) =>
    t('tables.only', {
      dimension: t(`tables.dimensions.${dimension}`),
      codes: codes.map((code) => labelOf(dimension, code).text).join(', '),
    }),
  )
  return [`${title}.`, ...only, t('tables.source', { months })].join(' ')
}

function Protection({ choice, table }: { choice: TableChoice; table: QueryTableResponse }) {
  const { t, i18n } = useTranslation()
  const locale = localeOf(i18n.language)
  const provisional = table.periods.filter((period) => closingOf(period) === 'provisional').map((period) => monthText(monthOf(period), locale))
  return (
    <>
      <h3 className="apart">{t('tables.protection')}</h3>
      <ul>
        <li>{t('tables.rounded')}</li>
        <li>{t('tables.rounded_total')}</li>
        <li>{t('tables.zero')}</li>
        {choice.measure === 'persons' && <li>{t('tables.persons_once')}</li>}
        {provisional.length > 0 && (
          <li>{t('tables.provisional', { months: new Intl.ListFormat(locale).format(provisional) })}</li>
        )}
        <li>
          {t('tables.stated')} <q lang="en">{table.protection}</q>
        </li>
      </ul>
    </>
  )
}
