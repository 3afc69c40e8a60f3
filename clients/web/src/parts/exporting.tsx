// Buttons that make a file of what is on the screen, and say how far they are.
import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { localeOf } from '../words'
import { csvOf, download, fileName, made, separatorOf, type CsvValue, type FileText } from './export'

interface ExportProps {
  what: string // of the page, as a heading names it
  name: string[] // parts of the file's name
  csv: () => CsvValue[][]
  json: () => FileText
}

const TYPES = { csv: 'text/csv;charset=utf-8', json: 'application/json' }

export function ExportButtons(props: ExportProps) {
  const { t, i18n } = useTranslation()
  const separator = separatorOf(localeOf(i18n.language))
  const [told, setTold] = useState('')
  const [share, setShare] = useState<number | null>(null) // of the file, while it is made

  async function make(ending: 'csv' | 'json') {
    setTold(t('tables.preparing'))
    setShare(0)
    // What is going on is painted before it.
    await new Promise((resolve) => setTimeout(resolve, 50))
    const name = fileName(props.name, ending)
    download(name, await made(ending === 'csv' ? csvOf(props.csv(), separator) : props.json(), setShare), TYPES[ending])
    setShare(null)
    setTold(t('tables.prepared', { name }))
  }

  return (
    <div className="row">
      {(['csv', 'json'] as const).map((ending) => (
        <Button
          key={ending}
          className="button second"
          aria-label={`${t(`tables.${ending}`)}: ${props.what}`}
          onPress={() => {
            if (share === null) void make(ending) // not disabled, which would take the focus away
          }}
        >
          {t(`tables.${ending}`)}
        </Button>
      ))}
      {share !== null && <progress value={share} aria-label={`${t('tables.preparing')} ${props.what}`} />}
      <span role="status" className="quiet">
        {told}
      </span>
    </div>
  )
}
