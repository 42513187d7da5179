import { formatCount } from '../ui/figures.tsx'

const statements = (count: number): string => (count === 1 ? '1 statement' : `${formatCount(count)} statements`)

export const statementFormats = ['pdf', 'html', 'csv'] as const
export type StatementFormat = (typeof statementFormats)[number]

export const statementTexts = {
  columns: {
    number: 'Statement',
    partner: 'Partner',
    run: 'Run',
    from: 'From',
    to: 'To',
    lines: 'Lines',
    currency: 'Currency',
    opening: 'Opening',
    earned: 'Earned',
    adjusted: 'Adjusted',
    paid: 'Paid out',
    closing: 'Closing',
    paidOn: 'Paid on',
    approvedAt: 'Approved',
    approvedBy: 'Approved by',
  },
  views: { all: 'All', byRun: 'By run', byPartner: 'By partner' },
  owesUs: 'owes us',
  empty: 'Statements will be listed here, one for each partner of an approved run.',
  emptyMore: 'Each shows how every amount came about, and never changes again.',
  openRuns: 'Open runs',

  title: (number: string) => `Statement ${number}`,
  previewTitle: (partner: string) => `Preview for ${partner}`,
  ofRun: (number: string) => `Run ${number}`,
  lineCount: (count: number) => (count === 1 ? '1 line' : `${formatCount(count)} lines`),
  addsUp: 'Adds up',
  doesNotAddUp: 'Does not add up',
  equalsRun: 'Equals the run',
  notTheRun: 'Differs from the run',
  frozen: (content: string) => `Frozen, content ${content}`,
  isPreview: 'Preview: nothing is frozen before the run is approved',
  savePdf: 'Save as PDF',
  saveHtml: 'Save as web page…',
  saveCsv: 'Save as CSV…',
  otherFormats: 'Other formats',
  print: 'Print',
  saved: (name: string) => `${name} written`,
  preview: 'Statement as the partner sees it',

  saveAll: (count: number) => (count === 1 ? 'Save…' : `Save all ${formatCount(count)}`),
  saveAllTitle: (count: number) => `Save ${statements(count)}`,
  saveAllLead: 'All go into one new folder, one file for each partner.',
  saveAllAction: (count: number) => `Save ${statements(count)}…`,
  format: 'Format',
  formats: { pdf: 'PDF', html: 'Web pages', csv: 'CSV' } satisfies Record<StatementFormat, string>,
  formatHints: {
    pdf: 'to send and to print',
    html: 'one file each, opens in every browser',
    csv: 'for their own books',
  } satisfies Record<StatementFormat, string>,
  saving: 'Saving statements',
  savingLabel: 'statements',
  folder: (number: string) => `Statements of run ${number}`,
} as const
