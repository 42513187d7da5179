/**
 * Every code an AppError may carry. A code is `feature.what`; its text for people stands in `errorTexts.ts`.
 * Anything that is thrown and is not an AppError is a bug and crosses the process boundary as `internal` with a reference.
 */
export const errorCodes = [
  'internal',
  'engine.unavailable',
  'engine.givenUp',
  'engine.cancelled',
  'call.unknownMethod',
  'call.badInput',
  'call.badOutput',
  'call.tooLarge',
  'workspace.inUse',
  'workspace.notFound',
  'workspace.exists',
  'workspace.notAWorkspace',
  'workspace.tooNew',
  'workspace.damaged',
  'workspace.readOnly',
  'workspace.diskFull',
  'workspace.busy',
  'workspace.notSetUp',
  'workspace.alreadySetUp',
  'history.nothingToUndo',
  'history.nothingToRedo',
  'history.sameIdOtherInput',
  'history.inThePast',
  'history.noSuchDay',
  'history.pastGone',
  'entity.notFound',
  'entity.archived',
  'file.unknownHandle',
  'file.unreadable',
  'file.writeFailed',
  'folder.notEmpty',
  'money.unknownCurrency',
  'money.tooLarge',
  'money.noWeights',
  'money.notANumber',
  'money.tooManyDecimals',
  'date.invalid',
  'import.empty',
  'import.headerOnly',
  'import.notATable',
  'import.recordTooLong',
  'import.unclosedQuote',
  'import.tooManyColumns',
  'import.workbookTooLarge',
  'import.needsAnswer',
  'import.badMapping',
  'import.alreadyReverted',
  'import.unknownAttempt',
  'partner.duplicate',
  'plan.notADraft',
  'plan.notPublished',
  'plan.invalid',
  'plan.assigned',
  'commission.illegalStatus',
  'commission.locked',
  'payout.empty',
  'payout.illegalState',
  'payout.listChanged',
  'payout.referenceMissing',
  'payout.noPayeeData',
  'payout.notUncollectable',
  'statement.notFound',
  'scorecard.weights',
  'scorecard.invalid',
  'scorecard.otherCurrency',
  'scorecard.listChanged',
  'scorecard.periodOpen',
  'scorecard.nothingToPublish',
  'view.unknown',
  'view.closed',
  'view.badFilter',
  'deal.illegalState',
  'tier.tableExists',
  'tier.noDraft',
  'tier.invalid',
  'tier.unknown',
  'tier.proposalChanged',
  'deal.ownPartner',
  'objective.northStarTaken',
  'objective.wrongScope',
  'review.illegalState',
  'review.badPeriod',
  'review.noSuchPoint',
  'commitment.closed',
  'feedback.notAnAnswer',
  'feedback.unknownPartner',
  'feedback.duplicate',
  'image.unusable',
  'intervention.wrongMeasure',
  'intervention.closed',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** Another program holds the workspace: nothing is wrong with it, and time helps. */
export const heldCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['workspace.inUse', 'workspace.busy'])

/** Nothing is known to be wrong with the workspace: it may open the next time. */
export const passingCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([...heldCodes, 'engine.givenUp'])

export type ErrorDetails = Readonly<Record<string, unknown>>

/** An expected failure with a code from the closed list and details (plain JSON) that fill its text for people. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(`${code} ${JSON.stringify(details)}`)
    this.name = 'AppError'
    this.code = code
    this.details = details
  }
}

/** What crosses a process boundary: no stack, no path, no SQL. */
export interface WireError {
  code: ErrorCode
  details: ErrorDetails
}

/** Turns anything thrown into what may cross; `report` receives bugs and answers a reference for the log. */
export function toWireError(error: unknown, report: (error: unknown) => string): WireError {
  if (error instanceof AppError) return { code: error.code, details: error.details }
  return { code: 'internal', details: { reference: report(error) } }
}
