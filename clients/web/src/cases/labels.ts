import { Case_State, Party_Role } from '@gen/cases_pb'
import { useTranslation } from 'react-i18next'

export function useStateLabel(): (state: Case_State) => string {
  const { t } = useTranslation()
  return (state) => {
    switch (state) {
      case Case_State.OPEN:
        return t('case.states.open')
      case Case_State.SUSPENDED:
        return t('case.states.suspended')
      case Case_State.CLOSED:
        return t('case.states.closed')
      case Case_State.DELETED:
        return t('case.states.deleted')
      default:
        return ''
    }
  }
}

export function useRoleLabel(): (role: Party_Role) => string {
  const { t } = useTranslation()
  return (role) => {
    switch (role) {
      case Party_Role.APPLICANT:
        return t('case.roles.applicant')
      case Party_Role.FAMILY_MEMBER:
        return t('case.roles.family')
      case Party_Role.SPONSOR:
        return t('case.roles.sponsor')
      case Party_Role.CHILD:
        return t('case.roles.child')
      case Party_Role.REPRESENTATIVE:
        return t('case.roles.representative')
      case Party_Role.EMPLOYER:
        return t('case.roles.employer')
      default:
        return t('case.roles.other')
    }
  }
}

// `balcao.v1.Cases/AdvanceCase` is `AdvanceCase`.
export function useMethodLabel(): (method: string) => string {
  const { t } = useTranslation()
  return (method) => {
    const labels: Record<string, string> = t('case.methods', { returnObjects: true })
    return labels[method.slice(method.lastIndexOf('/') + 1)] ?? labels.other ?? ''
  }
}

// Stages have codes alone in the catalogue.
export function stageText(stage: string): string {
  return stage.replaceAll('_', ' ')
}
