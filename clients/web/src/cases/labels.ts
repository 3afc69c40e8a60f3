import { Case_State, Party_Role } from '@gen/cases_pb'
import { useTranslation } from 'react-i18next'
import type { AllWords } from '../words/pt'

const STATES: Partial<Record<Case_State, keyof AllWords['case']['states']>> = {
  [Case_State.OPEN]: 'open',
  [Case_State.SUSPENDED]: 'suspended',
  [Case_State.CLOSED]: 'closed',
  [Case_State.DELETED]: 'deleted',
}

const ROLES: Partial<Record<Party_Role, keyof AllWords['case']['roles']>> = {
  [Party_Role.APPLICANT]: 'applicant',
  [Party_Role.FAMILY_MEMBER]: 'family',
  [Party_Role.SPONSOR]: 'sponsor',
  [Party_Role.CHILD]: 'child',
  [Party_Role.REPRESENTATIVE]: 'representative',
  [Party_Role.EMPLOYER]: 'employer',
}

export function useStateLabel(): (state: Case_State) => string {
  const { t } = useTranslation()
  return (state) => {
    const word = STATES[state]
    return word === undefined ? '' : t(`case.states.${word}`)
  }
}

export function useRoleLabel(): (role: Party_Role) => string {
  const { t } = useTranslation()
  return (role) => t(`case.roles.${ROLES[role] ?? 'other'}`)
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
