import { Case_State, type CaseEvent, Party_Role } from '@gen/cases_pb'
import { useTranslation } from 'react-i18next'
import { type Label, labelled, useCodes, useStageLabel } from '../parts/catalogue'
import type { AllWords } from '../words/pt'
import type { Field, Values } from './changes'

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

// Who did it; an account without a name is known by its id.
export function whoOf(event: CaseEvent): string {
  return event.actorName || event.actor
}

export function useFieldName(): (field: Field) => string {
  const { t } = useTranslation()
  const names: Record<Field, string> = {
    state: t('case.state'),
    stage: t('case.stage'),
    outcome: t('case.outcome'),
    receiptNumber: t('case.receipt'),
    summary: t('conflict.summary'),
  }
  return (field) => names[field]
}

// The value of a field in words.
export function useValueLabel(): (field: Field, value: Values[Field]) => Label {
  const stateLabel = useStateLabel()
  const stageLabel = useStageLabel()
  const outcomes = useCodes('outcome')
  return (field, value) => {
    if (typeof value === 'number') return { text: stateLabel(value) }
    if (field === 'stage') return stageLabel(value)
    if (field === 'outcome') return labelled(outcomes, value)
    return { text: value }
  }
}
