import type { ShownPoint } from '../../contract/reviewContent.ts'
import { pointRules, pointRuleSchema, type ProposedPoint, type StoredPoint } from '../../contract/reviewFigures.ts'

const isRule = (key: string): boolean => pointRuleSchema.safeParse(key).success
const placeOf = (key: string): number => {
  const place = pointRules.findIndex((rule) => rule === key)
  return place === -1 ? pointRules.length : place
}

/** What was decided, and what the rules propose where nothing was; in the order of the rules, then the user's own. [QB5] */
export function showPoints(proposed: readonly ProposedPoint[], stored: readonly StoredPoint[]): ShownPoint[] {
  const decided = new Set(stored.map(({ key }) => key))
  const open: ShownPoint[] = proposed
    .filter(({ key }) => !decided.has(key))
    .map((point) => ({ ...point, state: 'proposed' }))
  const known: ShownPoint[] = stored.map(({ isRemoved, ...point }) => ({
    ...point,
    state: isRemoved ? 'removed' : isRule(point.key) ? 'kept' : 'own',
  }))
  return [...open, ...known].toSorted((a, b) => placeOf(a.key) - placeOf(b.key))
}

/** What a review keeps when it is held: undecided points as they stand then. [QB6] */
export function keepAll(proposed: readonly ProposedPoint[], stored: readonly StoredPoint[]): StoredPoint[] {
  return showPoints(proposed, stored).map(({ state, ...point }) => ({ ...point, isRemoved: state === 'removed' }))
}

/** Puts a point in the place of the one with its key, or at the end. */
export function withPoint(stored: readonly StoredPoint[], point: StoredPoint): StoredPoint[] {
  return stored.some(({ key }) => key === point.key)
    ? stored.map((known) => (known.key === point.key ? point : known))
    : [...stored, point]
}
