import { programme } from '../support/programme.ts'
import type { ImportMapping, ImportQuestion, ImportReport } from '../../../src/contract/imports.ts'
import type { Input, Output } from '../../../src/contract/methods.ts'
import type { ShellFile } from '../../../src/contract/shell.ts'
import type { Answers } from '../support/standIn.ts'

export function mappingOf(change: Partial<ImportMapping> = {}): ImportMapping {
  return {
    source: 'crm',
    layout: null,
    shape: { format: 'text', encoding: 'utf-8', delimiter: ',', headerLine: 1, sheet: null },
    format: { decimal: 'point', amountUnit: 'major', dateOrder: 'ymd', timeZone: 'UTC' },
    defaultCurrency: null,
    kinds: ['conversions'],
    columns: [
      { index: 0, header: 'id', role: 'recordId' },
      { index: 1, header: 'value', role: 'amount' },
      { index: 2, header: 'net', role: null },
    ],
    stages: [],
    ...change,
  }
}

export function inspectionOf(name: string, change: Partial<Output<'imports.inspect'>> = {}): Output<'imports.inspect'> {
  const mapping = change.mapping ?? mappingOf()
  return {
    fileName: name,
    bytes: 100,
    sheets: [],
    layout: null,
    layoutLabel: 'List of conversions',
    confidencePpm: 900_000,
    isRemembered: false,
    hasNothing: false,
    columns: mapping.columns.map(({ index, header }) => ({
      index,
      header,
      samples: [],
      type: 'text' as const,
      confidencePpm: 0,
    })),
    sampleLines: [2, 3],
    questions: [],
    warnings: [],
    ...change,
    mapping,
  }
}

export function reportOf(change: Partial<ImportReport> = {}): ImportReport {
  return {
    attemptId: null,
    fileName: 'sales.csv',
    layout: null,
    source: 'crm',
    rows: { new: 3, same: 0, changed: 0, suspect: 0, rejected: 0, total: 3 },
    kinds: [{ kind: 'conversions', created: 3, restored: 0, same: 0, changed: 0 }],
    deals: [],
    conversions: [{ kind: 'sale', currency: 'USD', rows: 3, minor: 6000 }],
    unrated: [],
    ineligible: [],
    rates: null,
    figures: [],
    rejections: [],
    differences: [],
    partners: { matched: 1, created: 0, rowsWithout: 0 },
    earliestOn: '2025-12-01',
    latestOn: '2025-12-03',
    questions: [],
    seenBefore: null,
    warnings: [],
    ...change,
  }
}

export function partnerQuestion(name: string, change: Partial<ImportQuestion> = {}): ImportQuestion {
  return {
    id: `partner:${name.toLowerCase()}`,
    kind: 'partner',
    subject: name,
    rows: 4,
    example: name,
    options: [
      { value: 'partner:7', label: 'Kawara Systems', becomes: 'Kawara Systems' },
      { value: 'new', label: 'A new partner', becomes: name },
      { value: 'ignore', label: 'Leave these rows out', becomes: '–' },
    ],
    suggested: null,
    isBlocking: true,
    ...change,
  }
}

/** How each row of a sample is read: "3.00" becomes "USD 3.00" in the mapped columns. */
export function preview({ mapping }: Input<'imports.preview'>): Output<'imports.preview'> {
  return {
    rows: [2, 3].map((line) => ({
      line,
      cells: mapping.columns.map(({ role }) => ({
        raw: `${line}.00`,
        becomes: role === 'amount' ? `${line}.00 USD` : role === null ? '' : `${line}.00`,
        problem: null,
      })),
    })),
  }
}

export const usualAnswers: Answers = {
  'imports.preview': preview,
  'programme.get': () => programme,
  'imports.dryRun': () => reportOf(),
}

export function fileOf(name: string, size = 100): ShellFile {
  return { handle: name, name, size }
}
