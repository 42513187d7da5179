import type { Trace } from '../../contract/commissions.ts'

/** Components a conversion can have; a commission's id is conversion id × 64 + component. */
const COMPONENTS = 64
/** Component 32 + c, on the refund's conversion, takes back component c of the refunded one. */
const CLAWBACK_OFFSET = 32

export const RATE = 0
export const FIXED = 1
/** What the partner's tier adds; true-ups have the numbers between. */
export const UPLIFT = 30

/** The commission of one component of one conversion; the same whenever it is computed again. [CO1] */
export function toCommissionId(conversionId: number, component: number): number {
  return conversionId * COMPONENTS + component
}

export function conversionIdOf(commissionId: number): number {
  return Math.floor(commissionId / COMPONENTS)
}

export function componentOf(commissionId: number): number {
  return commissionId % COMPONENTS
}

/** Component of the true-up an earlier conversion gets when the counter crosses to tier `tierIndex` (1 or more). */
export function trueUpComponent(tierIndex: number): number {
  return tierIndex + 1
}

/** Component, on the refund, that takes back `component` of the refunded conversion. */
export function clawbackComponent(component: number): number {
  return component + CLAWBACK_OFFSET
}

export function componentKind(component: number): Trace['component'] {
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
