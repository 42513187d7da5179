import type { Trace } from '../../contract/commissions.ts'

/** Components a conversion can have; a commission's id is turn × 2^42 + conversion id × 64 + component. */
export const COMPONENTS = 64
/** Component 32 + c, on the refund's conversion, takes back component c of the refunded one. */
export const CLAWBACK_OFFSET = 32
/**
 * What is settled never changes. When a conversion stops counting after that, each settled line is answered in the next
 * turn by one that takes it back; when it counts again, it earns anew in the turn after that. Even turns earn (or claw
 * back by refunds), odd turns undo the turn before. Leaves room for 68 thousand million conversions and 2,000 turns.
 */
export const TURN = 2 ** 42

export const RATE = 0
export const FIXED = 1
/** What the partner's tier adds; true-ups have the numbers between. */
export const UPLIFT = 30

/** The commission of one component of one conversion; the same whenever it is computed again. [CO1] */
export function toCommissionId(conversionId: number, component: number): number {
  return conversionId * COMPONENTS + component
}

export function conversionIdOf(commissionId: number): number {
  return Math.floor((commissionId % TURN) / COMPONENTS)
}

export function componentOf(commissionId: number): number {
  return commissionId % COMPONENTS
}

/** 0 for a line that was never settled and taken back. */
export function turnOf(commissionId: number): number {
  return Math.floor(commissionId / TURN)
}

/** The same line in another turn. */
export function atTurn(commissionId: number, turn: number): number {
  return (commissionId % TURN) + turn * TURN
}

/** Whether it undoes the settled line of the turn before. */
export function isTakingBack(commissionId: number): boolean {
  return turnOf(commissionId) % 2 === 1
}

/** `conversionIdOf` and `turnOf` as SQL over a commission's id. */
export const conversionIdSql = (id: string): string => `${id} % ${TURN} / ${COMPONENTS}`
export const turnSql = (id: string): string => `${id} / ${TURN}`

/** Component of the true-up an earlier conversion gets when the counter crosses to tier `tierIndex` (1 or more). */
export function trueUpComponent(tierIndex: number): number {
  return tierIndex + 1
}

/** Component, on the refund, that takes back `component` of the refunded conversion. */
export function clawbackComponent(component: number): number {
  return component + CLAWBACK_OFFSET
}

/** The component of the refunded conversion that a clawback's component takes back. */
export function clawedComponent(component: number): number {
  return component - CLAWBACK_OFFSET
}

/** What a component is in an even turn. */
export function componentKind(component: number): Exclude<Trace['component'], 'restored'> {
  if (component >= CLAWBACK_OFFSET) return 'clawback'
  switch (component) {
    case RATE:
      return 'rate'
    case FIXED:
      return 'fixed'
    case UPLIFT:
      return 'uplift'
    default:
      return 'trueUp'
  }
}

/** What a commission is to people: taking a settled line back is a clawback, taking a clawback back restores. */
export function kindOf(commissionId: number): Trace['component'] {
  const kind = componentKind(componentOf(commissionId))
  if (!isTakingBack(commissionId)) return kind
  return kind === 'clawback' ? 'restored' : 'clawback'
}
