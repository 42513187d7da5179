import type { ImportMapping } from '../../contract/imports.ts'
import { formatCount } from '../ui/figures.tsx'
import { checkTexts } from './checkTexts.ts'
import { columnTexts } from './columnTexts.ts'
import { mappingTexts } from './mappingTexts.ts'
import { plural } from './plural.ts'
import { reportTexts } from './reportTexts.ts'

/** Words of the import assistant and of import reports; each step has its own in a file of its name. */
export const importTexts = {
  ...mappingTexts,
  ...columnTexts,
  ...checkTexts,
  ...reportTexts,

  page: 'Import',
  pageOf: (name: string) => `Import ${name}`,
  revenue: 'Revenue',
  imports: 'Imports',
  noFiles: 'Drop a file anywhere on this window.',
  noFilesMore:
    'CSV, TSV or XLSX: payments from Stripe, deals from HubSpot, Salesforce or Pipedrive, lists of partners or customers, or any table with a header line.',
  choose: 'Choose files',
  rows: (count: number) => plural(count, 'row', 'rows'),
  files: (count: number) => plural(count, 'file', 'files'),
  queue: 'Files to import',
  queueStates: {
    reading: 'reading',
    failed: 'cannot be read',
    columns: 'waiting',
    check: 'waiting',
    running: 'importing',
    done: 'imported',
  },
  nextFile: (name: string) => `Go on with ${name}`,
  leaveOutFile: 'Leave out this file',
  chooseAnother: 'Choose another file',
  finish: 'Finish',
  steps: ['File', 'Source', 'Columns', 'Dry run', 'Import'],
  reading: (name: string) => `Reading ${name}`,
  columnCount: (count: number) => plural(count, 'column', 'columns'),
  encodings: {
    'utf-8': 'UTF-8',
    'utf-16le': 'UTF-16',
    'utf-16be': 'UTF-16',
    'windows-1252': 'Windows-1252',
    'windows-1250': 'Windows-1250',
  } satisfies Record<ImportMapping['shape']['encoding'], string>,
  delimiters: { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } satisfies Record<
    ImportMapping['shape']['delimiter'],
    string
  >,
  spreadsheet: 'XLSX',
  sheet: (name: string) => `sheet ${name}`,
  sizes: { bytes: 'bytes', kilobytes: 'kB', megabytes: 'MB' },
  line: (line: number) => `Line ${formatCount(line)}`,
  cancel: 'Cancel',
} as const
