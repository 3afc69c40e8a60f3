// The steps of a map, and no step that no place is in.
import { ckmeans } from 'simple-statistics'

export interface Step {
  from: number
  to: number
}

const STEPS_MAX = 5

// Of the figures that are not zero, from low to high. In one step are those that are alike in ratio:
// one place may have a hundred times what another has (natural breaks of the logarithm; Wang and Song,
// Ckmeans.1d.dp, 2011).
export function stepsOf(counts: number[]): Step[] {
  const distinct = [...new Set(counts.filter((count) => count > 0))].sort((a, b) => a - b)
  if (distinct.length === 0) return []
  const groups = ckmeans(distinct.map(Math.log), Math.min(STEPS_MAX, distinct.length))
  let at = 0
  return groups.map(({ length }) => {
    const step = { from: distinct[at]!, to: distinct[at + length - 1]! }
    at += length
    return step
  })
}
