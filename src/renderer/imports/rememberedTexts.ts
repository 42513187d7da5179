import type { ImportMapping } from '../../contract/imports.ts'
import { formatCount } from '../ui/figures.tsx'
import { mappingTexts } from './mappingTexts.ts'
import { plural } from './plural.ts'

/** Words of what Tandem remembers from imports: how files are read, and whom names mean. */
export const rememberedTexts = {
  title: 'Import mappings',
  lead: 'A file with the same columns is read in the same way, whatever their order. Forget a mapping and the next such file is looked at as if it were the first.',
  empty: 'No file was imported yet. How you have its columns read will be remembered here.',
  importFiles: 'Import files',
  /** The title of a table without a layout says already what its rows become. */
  use: ({ source, layout, kinds }: ImportMapping) =>
    layout === null || kinds.length === 0
      ? `Source “${source}”.`
      : `Source “${source}”. Rows become ${mappingTexts.and(kinds.map((kind) => mappingTexts.kindsInSentence[kind]))}.`,
  imports: (count: number) => (count === 0 ? 'No import uses it any more.' : plural(count, 'import', 'imports')),
  last: 'last used',
  lastBy: (by: string, fileName: string) => `by ${by} for ${fileName}`,
  forget: 'Forget this mapping',
  show: (used: number, all: number) => `Show ${formatCount(used)} of ${plural(all, 'column', 'columns')}`,
  hide: 'Hide the columns',
  columnsOf: (title: string) => `Columns of ${title}`,
  column: 'Column in the file',
  goesTo: 'Goes to',
  left: (headers: readonly string[], more: number) =>
    `Not imported: ${headers.join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}.`,
  dates: 'Dates',
  decimal: 'Decimal sign',
  unit: 'Amounts are in',
  currency: 'Currency of rows without one',
  zone: 'Time zone of the file',
  stages: 'Stage words',
  stage: (text: string, meaning: string) => `“${text}” is ${meaning.toLowerCase()}`,
} as const

export const nameTexts = {
  title: 'Names in files',
  empty: 'Whom a name in a file means will be remembered here.',
  emptyMore: 'An exact match or an answer holds for every later file, also after the partner was renamed.',
  views: { all: 'All', partner: 'Other names', ignored: 'Left out', gone: 'Without a partner' },
  columns: { name: 'Name in the file', means: 'Means', partner: 'Partner' },
  means: {
    itself: 'The partner of this name',
    partner: 'Another name of',
    ignored: 'Rows are left out',
    gone: 'A partner no longer here',
  },
  forget: (count: number) => `Forget ${plural(count, 'name', 'names')}`,
  tooMany: (limit: number) => `At most ${formatCount(limit)} names at once`,
  dialogTitle: (count: number) => `Forget ${plural(count, 'name', 'names')}?`,
  dialogLead: 'The next file that has such a name is matched anew, or you are asked whom it means.',
  dialogNote: 'You can undo it.',
  unmoved: 'No deal and no conversion that is here changes its partner.',
  moved: (conversions: number, deals: number) =>
    `${mappingTexts.and([
      ...(conversions > 0 ? [plural(conversions, 'conversion', 'conversions')] : []),
      ...(deals > 0 ? [plural(deals, 'deal', 'deals')] : []),
    ])} came in under ${conversions + deals === 1 ? 'such a name and loses its' : 'such names and lose their'} partner.`,
  movedTodo:
    'They wait in Revenue as unattributed, or go to the partner whose own name it is. Open commissions follow; what is on an approved statement stays.',
} as const
