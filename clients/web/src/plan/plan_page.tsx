// The plan: looked at first, read second.
import { Role } from '@gen/access_pb'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../app/session'
import { Waiting } from '../parts/notice'
import { plan } from '../rpc/services'
import { Axes } from './axes'
import { Figures } from './figures'
import { Measures } from './measures'
import { Months } from './months'

export function PlanPage() {
  const { t } = useTranslation()
  const role = useSession().data?.account?.role
  const [axis, setAxis] = useState(0) // 0 for all
  const dashboard = useQuery({ queryKey: ['dashboard'], queryFn: () => plan.getDashboard({}) })
  return (
    <>
      <h1>{t('plan.title')}</h1>
      <Waiting query={dashboard} />
      <div className="stack">
        {dashboard.isSuccess && (
          <>
            <Axes axes={dashboard.data.axes} shown={axis} onShow={setAxis} />
            <Measures measures={dashboard.data.measures} axis={axis} />
          </>
        )}
        <Figures />
        {role === Role.SUPERVISOR && <Months />}
      </div>
    </>
  )
}
