const FIRST_PAUSE_MS = 2_000
const LONGEST_PAUSE_MS = 60_000

// How long to wait after so many attempts in a row that reached nobody; `chance` is in [0, 1), so
// that the desks of a house do not all come back in the same second.
export function pauseAfter(attempts: number, chance: number): number {
  const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempts, 10))
  return Math.round(pause * (0.75 + chance / 2))
}
