// A sheet as a table that can be read in any way.
import { Fragment, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { localeOf } from '../words'
import { Cell } from './cell'
import { firstRows, rowCount, type Group, type Label, type Sheet } from './sheet'

// More are drawn when they are asked for.
const ROWS_AT_FIRST = 200

export function Said({ label }: { label: Label }) {
  return label.lang === undefined ? <>{label.text}</> : <span lang={label.lang}>{label.text}</span>
}

export function SheetTable(props: { sheet: Sheet; total: number; caption: string }) {
  const { t } = useTranslation()
  const [all, setAll] = useState(false)
  const count = rowCount(props.sheet)
  const sheet = all ? props.sheet : firstRows(props.sheet, ROWS_AT_FIRST)
  return (
    <>
      <table>
        <caption>{props.caption}</caption>
        <Heads sheet={sheet} />
        {sheet.groups.map((group, at) => (
          <Rows key={at} sheet={sheet} group={group} />
        ))}
        <Total sheet={sheet} total={props.total} />
      </table>
      {!all && count > ROWS_AT_FIRST && (
        <Button className="button second" onPress={() => setAll(true)}>
          {t('tables.more_rows', { count })}
        </Button>
      )}
    </>
  )
}

function Heads({ sheet }: { sheet: Sheet }) {
  const crossed = sheet.columnName !== ''
  const heads = sheet.headNames.map((name) => (
    <th key={name} scope="col" rowSpan={crossed ? 2 : 1}>
      {name}
    </th>
  ))
  // Without a dimension the total alone has a head.
  const first = heads.length === 0 ? <td /> : heads
  const columns = sheet.columns.map((column, at) => (
    <th key={at} scope="col" className="number">
      <Said label={column} />
    </th>
  ))
  if (!crossed) {
    return (
      <thead>
        <tr>
          {first}
          {columns}
        </tr>
      </thead>
    )
  }
  return (
    <thead>
      <tr>
        {heads}
        <th scope="colgroup" colSpan={columns.length}>
          {sheet.columnName}
        </th>
      </tr>
      <tr>{columns}</tr>
    </thead>
  )
}

function Rows({ sheet, group }: { sheet: Sheet; group: Group }) {
  return (
    <tbody>
      {group.head !== null && (
        <tr>
          <th scope="rowgroup" className="group" colSpan={sheet.headNames.length + sheet.columns.length}>
            {sheet.groupName}: <Said label={group.head} />
          </th>
        </tr>
      )}
      {group.rows.map((row, at) => (
        <tr key={at}>
          {row.heads.map((head, place) => (
            <th key={place} scope="row">
              <Said label={head} />
            </th>
          ))}
          {row.figures.map((figure, place) => (
            <Fragment key={place}>
              <Cell figure={figure} />
            </Fragment>
          ))}
        </tr>
      ))}
    </tbody>
  )
}

function Total({ sheet, total }: { sheet: Sheet; total: number }) {
  const { t, i18n } = useTranslation()
  return (
    <tfoot>
      <tr>
        <th scope="row" colSpan={Math.max(1, sheet.headNames.length)}>
          {t('tables.total')}
        </th>
        <td className="number" colSpan={sheet.columns.length}>
          {new Intl.NumberFormat(localeOf(i18n.language)).format(total)}
        </td>
      </tr>
    </tfoot>
  )
}
