import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'

// A page that failed by its own fault, or that could not be fetched.
export function Broken() {
  const { t } = useTranslation()
  return (
    <div className="notice bad" role="alert">
      <p>{t('problem.page')}</p>
      <p>
        <Button className="button" onPress={() => window.location.reload()}>
          {t('retry')}
        </Button>
      </p>
    </div>
  )
}
