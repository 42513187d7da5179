import { formatCount } from './figures.tsx'

function plural(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

/** Words of the question before an import is reverted. */
export const revertTexts = {
  title: (file: string) => `Revert the import of ${file}?`,
  lead: (removed: number, kept: number) =>
    `${plural(removed, 'record stops', 'records stop')} counting${kept > 0 ? `; ${formatCount(kept)} stay because another import holds them` : ''}.`,
  settled: (lines: number) =>
    lines === 1
      ? 'One line of an approved statement will no longer hold.'
      : `${formatCount(lines)} lines of approved statements will no longer hold.`,
  settledMore: 'The statements stay as they are; the next ones take back exactly what was paid:',
  takenBack: (currency: string, lines: number) => `${currency}, ${plural(lines, 'line', 'lines')}`,
  action: 'Revert this import',
  note: 'You can undo it.',
} as const
