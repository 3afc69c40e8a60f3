// The figures of the plan, as every part of its page reads them.
import type { PlanFigure } from '@gen/plan_pb'
import { useQuery } from '@tanstack/react-query'
import { type Label, labelOf } from '../parts/catalogue'
import { plan } from '../rpc/services'

export function usePlanTable() {
  return useQuery({ queryKey: ['plan-table'], queryFn: () => plan.getPlanTable({}) })
}

export function statementOf(figure: PlanFigure, page: string): Label {
  return labelOf(page, { pt: figure.statementPt, en: figure.statement }, figure.name)
}
