// Buttons that make a file of what is on the screen, and say how far they are.
import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { csvOf, download, fileName, type CsvValue } from './export'

interface ExportProps {
  what: string // of the page, as a heading names it
  name: string[] // parts of the file's name
  csv: () => CsvValue[][]
  json: () => string
}

const TYPES = { csv: 'text/csv;charset=utf-8', json: 'application/json' }

export function ExportButtons(props: ExportProps) {
  const { t } = useTranslation()
  const [told, setTold] = useState('')

  async function make(ending: 'csv' | 'json') {
    setTold(t('tables.preparing'))
    // A large file holds the page: what is going on is painted before it.
    await new Promise((resolve) => setTimeout(resolve, 50))
    const name = fileName(props.name, ending)
    download(name, ending === 'csv' ? csvOf(props.csv()) : props.json(), TYPES[ending])
    setTold(t('tables.prepared', { name }))
  }

  return (
    <div className="row">
      {(['csv', 'json'] as const).map((ending) => (
        <Button
          key={ending}
          className="button second"
          aria-label={`${t(`tables.${ending}`)}: ${props.what}`}
          onPress={() => void make(ending)}
        >
          {t(`tables.${ending}`)}
        </Button>
      ))}
      <span role="status" className="quiet">
        {told}
      </span>
    </div>
  )
}
