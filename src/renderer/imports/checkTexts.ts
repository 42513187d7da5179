import { formatCount } from '../ui/figures.tsx'
import { plural } from './plural.ts'

/** Words of the dry run, of what only a person can decide, and of the import itself. */
export const checkTexts = {
  dryRun: 'Dry run',
  dryRunLead: 'Follows every change. Nothing is stored yet.',
  dryRunRuns: 'What is being stored now.',
  dryRunLarge: 'A large file: all rows are read when you ask. Nothing is stored yet.',
  dryRunNothing: 'No rows to check. Nothing is stored.',
  dryRunRunning: 'Reading all rows',
  checkAll: 'Check all rows',
  backToColumns: 'Back to columns',
  openQuestions: (count: number) => plural(count, 'answer is missing', 'answers are missing'),
  suggestedAnswers: (count: number) => plural(count, 'answer suggested', 'answers suggested'),
  stopped: 'You said to stop',
  importRows: (count: number) => `Import ${plural(count, 'row', 'rows')}`,
  nothingToImport: 'Nothing to import',
  checkTitleClean: (rows: number) => `All ${plural(rows, 'row', 'rows')} can be imported.`,
  checkTitleNothing: 'Every row of this file is here already.',
  checkTitle: (count: number, all: number) =>
    `${formatCount(count)} of ${plural(all, 'row', 'rows')} will be imported.`,
  checkLead: 'Nothing is stored until you import. You can revert it afterwards.',
  partnersAsk: (count: number) => plural(count, 'partner name is not known', 'partner names are not known'),
  partnersAskLead: 'Say once who is meant; the answer is remembered.',
  partnersMayWait: 'Rows of a name without an answer wait in Revenue as unattributed.',
  partnerText: 'Name in the file',
  partnerRows: 'Rows',
  partnerIs: 'Is',
  partnerNew: 'A new partner',
  partnerIgnore: 'Leave its rows out',
  choosePartner: 'Choose…',
  allNew: (count: number) => (count === 0 ? 'Create all' : `Create all ${formatCount(count)}`),
  allIgnored: 'Leave out the rest',
  moreNames: (count: number) => `Show ${formatCount(count)} more`,
  partnerIsOf: (name: string) => `“${name}” is`,
  startsTitle: 'Starting days',
  changedTitle: (count: number) =>
    count === 0
      ? 'Rows that differ from what is here'
      : plural(count, 'row differs from what is here', 'rows differ from what is here'),
  changedTake: 'Take the new values',
  changedHint: 'The old values stay in the history. Without this the rows are skipped.',
  suspectTitle: (count: number) =>
    count === 0
      ? 'Rows that look like duplicates'
      : plural(count, 'row looks like a duplicate', 'rows look like duplicates'),
  suspectTake: 'Import them all the same',
  suspectHint: 'They have no id of their own and equal a row that is here. Without this they are skipped.',
  nowHere: 'Now here',
  inTheFile: 'In the file',
  firstOf: (shown: number, all: number) =>
    `The first ${formatCount(shown)} of ${formatCount(all)}. All are listed after the import.`,
  rejectedTitle: (count: number) => plural(count, 'row cannot be read', 'rows cannot be read'),
  rejectedHint: 'They are left out. After the import you can save them with their reasons as a file.',
  reason: 'Reason',
  firstLine: 'First at line',
  example: 'Example',
  importing: (name: string) => `Importing ${name}`,
  importingLead: 'One transaction: all rows or none. You can go on working; cancelling leaves nothing behind.',
  cancelled: 'Cancelled. Nothing was stored.',
} as const
