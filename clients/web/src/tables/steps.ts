// The steps of a map: as many places in each as can be, and no step that no place is in.

export interface Step {
  from: number
  to: number
}

const STEPS_MAX = 5

// Of the figures that are not zero, from low to high.
export function stepsOf(counts: number[]): Step[] {
  const distinct = [...new Set(counts.filter((count) => count > 0))].sort((a, b) => a - b)
  const steps = Math.min(STEPS_MAX, distinct.length)
  return Array.from({ length: steps }, (_, step) => {
    const from = Math.floor((step * distinct.length) / steps)
    const to = Math.floor(((step + 1) * distinct.length) / steps) - 1
    return { from: distinct[from]!, to: distinct[to]! }
  })
}
