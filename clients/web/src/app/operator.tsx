// Who runs this house, and how to reach them: a text that they put beside the pages.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

async function readOperator(): Promise<string> {
  const answer = await fetch('/operator.txt')
  return answer.ok ? (await answer.text()).trim() : ''
}

export function Operator() {
  const { i18n } = useTranslation()
  const text = useQuery({ queryKey: ['operator'], queryFn: readOperator, staleTime: Infinity, retry: false }).data ?? ''
  if (text === '') return null
  return (
    <footer className="foot kept" dir="auto" lang={i18n.language === 'pt' ? undefined : 'pt'}>
      {text}
    </footer>
  )
}
