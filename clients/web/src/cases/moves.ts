// Where a case may go from a stage. Pure.
import type { CaseType } from '@gen/catalogue_pb'

// `closed` is reached by closing with an outcome, and not by a move.
export function movesFrom(type: Pick<CaseType, 'transitions'>, stage: string): string[] {
  return type.transitions
    .filter((move) => move.from === stage && move.to !== 'closed')
    .map((move) => move.to)
}
