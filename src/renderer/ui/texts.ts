/** Words of the kit itself; a page's words stand in its own texts.ts. */
export const uiTexts = {
  clear: 'Clear',
  showChoices: 'Show choices',
  nothingFits: 'Nothing fits.',
  close: 'Close',
  cancel: 'Cancel',
  copyDetails: 'Copy details',
  copied: 'Copied',
  tryAgain: 'Try again',
  remove: (what: string) => `Remove ${what}`,
  showTable: 'Show as table',
  showChart: 'Show as chart',
  owesUs: 'owes us',
  none: 'none',
  steps: 'Steps',
  countOf: (done: string, total: string, label: string) => `${done} of ${total} ${label}`,
  count: (done: string, label: string) => `${done} ${label}`,
  working: 'Working',
  fingerprint: 'Fingerprint of the list',
  more: 'More',
  currency: 'Currency',
  total: 'Total',
  origin: {
    title: 'Source',
    none: 'Not from a file.',
    fileLine: (file: string, line: string) => `${file}, line ${line}`,
    imported: 'Imported',
    importedBy: (by: string) => `by ${by}`,
  },
} as const

/** The keys of the whole window and of every table. */
export const shortcuts: readonly (readonly [group: string, keys: readonly (readonly [string, string])[]])[] = [
  [
    'Everywhere',
    [
      ['Ctrl K', 'Search or run a command'],
      ['Ctrl 1 … 5', 'Go to a page'],
      ['Ctrl ,', 'Settings'],
      ['Ctrl Z', 'Undo the last step'],
      ['Ctrl Shift Z', 'Redo it'],
      ['Ctrl I', 'Import files'],
      ['Ctrl B', 'Fold the sidebar'],
      ['Alt ←', 'Back'],
    ],
  ],
  [
    'In a table',
    [
      ['↑ ↓ Home End', 'Move'],
      ['Enter', 'Open beside the table'],
      ['Ctrl Enter', 'Open the page'],
      ['← →', 'Go along the cells of a row'],
      ['F2', 'Edit the cell'],
      ['Space', 'Choose the row'],
      ['Shift ↑ ↓', 'Choose several'],
      ['Ctrl A', 'Choose all'],
      ['Ctrl C', 'Copy rows'],
      ['/', 'Filter'],
      ['Esc', 'Close or clear'],
    ],
  ],
]
