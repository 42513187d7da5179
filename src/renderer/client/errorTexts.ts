import { formatDay, isDay } from '../../contract/dates.ts'
import { AppError, type ErrorCode, type ErrorDetails } from '../../contract/errors.ts'

/** What people read when something did not work: what happened, and what to do now. */
export interface ErrorText {
  what: string
  todo: string
}

type Sentence = string | ((details: ErrorDetails) => string)

function value(details: ErrorDetails, key: string, otherwise = ''): string {
  const found = details[key]
  return typeof found === 'string' || typeof found === 'number' ? String(found) : otherwise
}

function day(details: ErrorDetails, key: string): string {
  const found = value(details, key)
  return isDay(found) ? formatDay(found) : found
}

function problems(details: ErrorDetails): string {
  return Array.isArray(details.problems) ? details.problems.map(String).join('; ') : ''
}

const RETRY = 'Try again. If it happens again, copy the details and send them to support.'
const NOTHING_STORED = 'Nothing was stored.'

const texts: Readonly<Record<ErrorCode, readonly [what: Sentence, todo: Sentence]>> = {
  internal: [
    (details) =>
      `Tandem made a mistake${details.reference === undefined ? '' : ` (reference ${value(details, 'reference')})`}.`,
    'Your data was not changed by this step. Copy the details for support and go on.',
  ],
  'engine.unavailable': [
    'The engine stopped before it could answer.',
    'It is being started again. Check whether the last change is there before you repeat it.',
  ],
  'engine.givenUp': [
    'The engine stopped again and again.',
    'What was stored is safe. Try again; if it stops once more, copy the details and send them to support.',
  ],
  'engine.cancelled': ['Cancelled.', NOTHING_STORED],
  'call.unknownMethod': ['This window and the engine are of different versions.', 'Close Tandem and open it again.'],
  'call.badInput': [
    (details) => `A field was filled in a way Tandem cannot use. ${problems(details)}`.trim(),
    'Correct it and try again.',
  ],
  'call.badOutput': ['The engine gave an answer that does not fit.', RETRY],
  'call.tooLarge': ['This is too much for one step.', 'Select fewer rows and try again.'],
  'workspace.inUse': ['This workspace is open in another window or program.', 'Close it there, then open it here.'],
  'workspace.notFound': [
    'The file of this workspace is no longer where it was.',
    'Find it with Open, or open a backup.',
  ],
  'workspace.exists': ['A file with this name is already there.', 'Choose another name or folder.'],
  'workspace.notAWorkspace': [
    'This file is not a Tandem workspace. It was left untouched.',
    'Choose a file that ends in .tandem.',
  ],
  'workspace.tooNew': [
    'This workspace was written by a newer Tandem. It was left untouched.',
    'Install the newer version, or open a backup from before.',
  ],
  'workspace.damaged': [
    'This workspace is damaged. It was left untouched so that nothing more is lost.',
    'Open the latest backup; it lies beside the file, in the folder “… backups”.',
  ],
  'workspace.readOnly': [
    'The folder of this workspace is read-only. Your last change was not stored.',
    'Make the folder writable or save a copy elsewhere.',
  ],
  'workspace.diskFull': ['The disk is full. Your last change was not stored.', 'Free some space, then try again.'],
  'workspace.busy': ['Another program is using this workspace.', 'Wait a moment, then try again.'],
  'workspace.notSetUp': ['This programme has not been set up yet.', 'Answer the first questions on the start page.'],
  'workspace.alreadySetUp': ['This workspace already holds a programme.', 'Make a new workspace for another one.'],
  'history.nothingToUndo': ['There is nothing to undo.', 'Undo starts with the first change you make.'],
  'history.nothingToRedo': ['There is nothing to redo.', 'Redo is there after an undo, until the next change.'],
  'history.sameIdOtherInput': [
    'This step was already stored with other values.',
    'Look at the page as it is now and change what is missing.',
  ],
  'history.inThePast': [
    (details) => `You see the programme as it was on ${day(details, 'day')}. Nothing can be changed there.`,
    'Go back to today, then change it.',
  ],
  'history.noSuchDay': [
    (details) =>
      details.first === null || details.first === undefined
        ? 'This programme has no past yet: it was begun today.'
        : `The history reaches from ${day(details, 'first')} to ${day(details, 'last')}.`,
    'Choose a day on which the programme was there already and that is over.',
  ],
  'history.pastGone': ['That day is no longer at hand.', 'Choose it again.'],
  'entity.notFound': ['This entry is no longer there.', 'It may have been undone. Go back and look at the list.'],
  'entity.archived': ['This entry is archived.', 'Bring it back first, then change it.'],
  'file.unknownHandle': ['Tandem no longer has this file.', 'Choose or drop it again.'],
  'file.unreadable': [
    (details) => `${value(details, 'name', 'The file')} cannot be read.`,
    'Close it in other programs, check that you may open it, then try again.',
  ],
  'folder.notEmpty': [
    (details) => `The folder ${value(details, 'name', '')} is not empty.`,
    'Choose an empty folder or a new one.',
  ],
  'file.writeFailed': [
    (details) => `${value(details, 'name', 'The file')} could not be written.`,
    'Check the folder and the space on the disk, or choose another place.',
  ],
  'money.unknownCurrency': [
    (details) => `“${value(details, 'currency')}” is not an ISO 4217 currency code.`,
    'Use a code like USD, EUR or JPY.',
  ],
  'money.tooLarge': ['An amount is larger than Tandem can count exactly.', 'Check the amount; nothing was rounded.'],
  'money.noWeights': ['There is nothing to split this amount by.', 'Give at least one share above zero.'],
  'money.notANumber': [(details) => `“${value(details, 'text')}” is not an amount.`, 'Write it like 1234.50.'],
  'money.tooManyDecimals': [
    (details) =>
      `“${value(details, 'text')}” has more decimals than ${value(details, 'currency')} has (${value(details, 'decimals')}).`,
    'Round it yourself; Tandem never rounds what you type.',
  ],
  'date.invalid': [
    (details) => `“${value(details, 'date')}” is not a day of the calendar.`,
    'Write it like 2026-03-31.',
  ],
  'import.empty': ['The file is empty.', 'Export it again and drop the new file.'],
  'import.headerOnly': [
    'The file has a header and no rows.',
    'Widen the filter of the export, then import the new file.',
  ],
  'import.notATable': ['No table was found in this file.', 'Tandem reads CSV, TSV and XLSX with a header line.'],
  'import.recordTooLong': [
    (details) => `The record at line ${value(details, 'line', '?')} is longer than 8 MB.`,
    'A quote is probably not closed there. Correct the file and import it again.',
  ],
  'import.unclosedQuote': [
    (details) => `A quote that opens at line ${value(details, 'line', '?')} is never closed.`,
    'Correct that line and import the file again. Nothing was stored.',
  ],
  'import.workbookTooLarge': [
    (details) => `Unpacked, this workbook is larger than ${value(details, 'limitMb', '?')} MB.`,
    'Save its sheet as CSV and import that file.',
  ],
  'import.tooManyColumns': ['The file has more columns than Tandem reads (1,000).', 'Leave out what you do not need.'],
  'import.needsAnswer': [
    'Some questions about this file are still open.',
    'Answer them above the columns, then go on.',
  ],
  'import.badMapping': [
    (details) => `The columns do not make up a row yet. ${problems(details)}`.trim(),
    'Say which column holds the amount, the date or the name.',
  ],
  'import.alreadyReverted': ['This import was already reverted.', 'Import the file again to bring its rows back.'],
  'import.unknownAttempt': ['This import is not in this workspace.', 'Look at the list of imports.'],
  'partner.duplicate': [
    (details) => `Another partner already has the ${value(details, 'field', 'name')} “${value(details, 'value')}”.`,
    'Use that partner, or give this one another.',
  ],
  'plan.notADraft': ['A published version never changes.', 'Make a new version and change that.'],
  'plan.notPublished': ['This plan has no published version yet.', 'Publish it, then assign it.'],
  'plan.invalid': [
    (details) => `This plan cannot be worked out yet. ${problems(details)}`.trim(),
    'Correct the rule that is marked.',
  ],
  'plan.assigned': ['This plan is in use.', 'End its assignments first.'],
  'commission.illegalStatus': [
    'This commission has moved on since you looked.',
    'Look at its status now and decide again.',
  ],
  'commission.locked': [
    'This commission is on an approved statement and cannot change.',
    'Make an adjustment in the next run.',
  ],
  'payout.empty': ['Nothing is due in this period.', 'Choose a later cut-off day.'],
  'payout.illegalState': ['This run has moved on since you looked.', 'Look at its step now.'],
  'payout.listChanged': ['The list is not the one you reviewed.', 'Review the new list, then approve that.'],
  'payout.referenceMissing': ['A payment by hand needs its reference.', 'Type the reference of your bank or service.'],
  'payout.noPayeeData': [
    (details) => `Payee data is missing${details.partner === undefined ? '' : ` for ${value(details, 'partner')}`}.`,
    'Add it on the partner page, or pay by hand.',
  ],
  'payout.notUncollectable': [
    'This balance cannot be written off.',
    'Only what a terminated partner still owes can be, when the time set for it is over.',
  ],
  'statement.notFound': ['This statement is no longer there.', 'Look at the statements of the run.'],
  'scorecard.weights': [
    (details) => `The weights add up to ${value(details, 'sum')}, not to 100%.`,
    (details) => `Move ${value(details, 'rest')} so that they add up to exactly 100%.`,
  ],
  'scorecard.invalid': [
    (details) => `This template cannot score anybody yet: ${problems(details)}.`,
    'Correct it, then save it again.',
  ],
  'scorecard.otherCurrency': [
    (details) =>
      `The targets of this template are in ${value(details, 'currency')}, the programme counts in ${value(details, 'baseCurrency')}.`,
    'Open the template and set its targets anew.',
  ],
  'scorecard.listChanged': ['The figures are not the ones you saw.', 'Look at the new list, then publish that.'],
  'scorecard.periodOpen': [
    'This period is not over, so its figures would still change.',
    'Choose a period that has ended.',
  ],
  'scorecard.nothingToPublish': [
    'None of these partners can get a scorecard.',
    'The list says why. Choose other partners or another period.',
  ],
  'view.unknown': ['This list is being opened again.', 'It comes back by itself.'],
  'view.closed': ['This list is being opened again.', 'It comes back by itself.'],
  'view.badFilter': ['This filter does not fit the column.', 'Remove the filter and add it again.'],
  'review.illegalState': [
    (details) => `This review is ${value(details, 'state')}.`,
    'Look at it again; it may have been changed meanwhile.',
  ],
  'review.badPeriod': ['The period ends before it begins, or is longer than three years.', 'Choose other days.'],
  'review.noSuchPoint': [
    'The figures no longer support this point.',
    'Look at the narrative again; it follows the figures.',
  ],
  'commitment.closed': ['This commitment is closed already.', 'Open it again to change it.'],
  'feedback.notAnAnswer': [
    'This is not the answer to a survey.',
    'Take the file the survey page saved, or the whole text of the mail.',
  ],
  'feedback.unknownPartner': [
    'This answer is from a partner that is not in this workspace.',
    'Open the workspace the survey was made with.',
  ],
  'feedback.duplicate': [
    (details) => `This answer of ${value(details, 'partner')} is here already.`,
    'Nothing was stored a second time.',
  ],
  'image.unusable': [
    'This picture cannot be used as a logo.',
    'Choose a PNG or JPEG of at most 500 KB and 4,000 pixels a side.',
  ],
  'deal.illegalState': ['This deal has moved on since you looked.', 'Look at its stage now and decide again.'],
  'tier.tableExists': ['This programme already has a tier table.', 'Change that one; it keeps its versions.'],
  'tier.noDraft': ['There is no draft to publish.', 'Change the table first; your changes become the next version.'],
  'tier.invalid': [
    (details) => `This tier table cannot be published yet. ${problems(details)}`.trim(),
    'Correct the tier that is named.',
  ],
  'tier.unknown': ['The tier table of that day does not know this.', 'Look at the table and choose again.'],
  'tier.proposalChanged': [
    (details) => `The proposal for ${value(details, 'partner', 'a partner')} is not the one you looked at.`,
    'Nothing was decided. Look at the list as it is now.',
  ],
  'deal.ownPartner': [
    (details) => `${value(details, 'partner', 'This partner')} brought this deal itself.`,
    'Name another partner; what one brings is counted apart from what one helps with.',
  ],
  'objective.northStarTaken': [
    (details) =>
      `“${value(details, 'measure')}” is the North Star from ${value(details, 'from')} to ${value(details, 'to')}.`,
    'Take the star from that objective first, or choose days that it does not cover.',
  ],
  'intervention.wrongMeasure': [
    (details) => `“${value(details, 'measure')}” is measured of the whole programme only.`,
    'Choose a measure that single partners have.',
  ],
  'intervention.closed': ['This intervention is closed.', 'Reopen it first, then change it.'],
  'objective.wrongScope': [
    (details) => `“${value(details, 'measure')}” is measured of the whole programme only.`,
    'Choose the programme, or another measure.',
  ],
}

/** Text for anything thrown; what is not an AppError is a mistake of Tandem's own. */
export function errorText(error: unknown): ErrorText {
  const known = error instanceof AppError ? error : new AppError('internal')
  const [what, todo] = texts[known.code]
  return { what: say(what, known.details), todo: say(todo, known.details) }
}

/** For support: the code and the details, never a stack. */
export function errorDetails(error: unknown): string {
  if (error instanceof AppError) return `${error.code} ${JSON.stringify(error.details)}`
  return `internal ${error instanceof Error ? `${error.name}: ${error.message}` : 'unknown'}`
}

function say(sentence: Sentence, details: ErrorDetails): string {
  return typeof sentence === 'string' ? sentence : sentence(details)
}
