// Measures as they are looked at: by axis and objective, with the share that is done.
import { MeasureStage, type Measure, type PlanFigure } from '@gen/plan_pb'

export interface Share {
  done: number
  started: number
  total: number
}

export interface Objective {
  number: number
  measures: Measure[]
  share: Share
}

export interface AxisOfMeasures {
  number: number
  objectives: Objective[]
}

export function shareOf(measures: Measure[]): Share {
  const at = (stage: MeasureStage) => measures.filter((measure) => measure.stage === stage).length
  return { done: at(MeasureStage.COMPLETED), started: at(MeasureStage.IN_PROGRESS), total: measures.length }
}

export function fraction({ done, total }: Share): number {
  return total === 0 ? 0 : done / total
}

function grouped<K>(measures: Measure[], keyOf: (measure: Measure) => K): [K, Measure[]][] {
  const groups = new Map<K, Measure[]>()
  for (const measure of measures) groups.set(keyOf(measure), [...(groups.get(keyOf(measure)) ?? []), measure])
  return [...groups]
}

// Axes and objectives by number, the measures of each in the order of the plan; only those that are
// `sought`, beside the share of all. 0 for all axes.
export function byAxis(measures: Measure[], axis: number, isSought = (_: Measure) => true): AxisOfMeasures[] {
  const rising = <T extends { number: number }>(a: T, b: T) => a.number - b.number
  const shown = measures.filter((measure) => axis === 0 || measure.axis === axis)
  return grouped(shown, (measure) => measure.axis)
    .map(([number, ofAxis]) => ({
      number,
      objectives: grouped(ofAxis, (measure) => measure.objective)
        .map(([objective, all]) => ({ number: objective, measures: all.filter(isSought), share: shareOf(all) }))
        .filter((objective) => objective.measures.length > 0)
        .sort(rising),
    }))
    .filter(({ objectives }) => objectives.length > 0)
    .sort(rising)
}

// `measures/PN-15.01` is `PN-15.01`.
export function codeOf(measure: Measure): string {
  return measure.name.replace(/^measures\//, '')
}

export function figuresOf(measure: Measure, figures: PlanFigure[]): PlanFigure[] {
  return figures.filter((figure) => figure.measures.includes(measure.name))
}
