import { useMemo } from 'react'
import { rejectionReasonSchema, rowDifferenceSchema, verdicts, verdictSchema } from '../../contract/imports.ts'
import type { ViewFilter, ViewRow } from '../../contract/views.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Block, Inspector } from '../ui/Inspector.tsx'
import { Status, type Meaning } from '../ui/Status.tsx'
import type { TableColumn, TableView } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/DataTable.tsx'
import { FieldTable, hrefOfKnown, readDifference, sameWords } from './Differences.tsx'
import styles from './Report.module.css'
import { importTexts as texts } from './texts.ts'

const meanings: Readonly<Record<string, Meaning>> = { changed: 'warn', suspect: 'hold', rejected: 'bad' }

/** Columns of the rows that were not simply new; keys are the engine's. */
export const rowVerdictColumns: readonly TableColumn[] = [
  { key: 'line', label: texts.rowColumns.line, width: 72, need: 1 },
  {
    key: 'verdict',
    label: texts.rowColumns.verdict,
    width: 112,
    need: 1,
    choices: texts.verdicts,
    render: (row) => <VerdictText row={row} />,
  },
  {
    key: 'reason',
    label: texts.rowColumns.reason,
    width: 200,
    need: 2,
    choices: texts.reasons,
    isStrong: true,
    render: reasonText,
  },
  { key: 'detail', label: texts.rowColumns.detail, width: 200, isGrowing: true, need: 1, isQuiet: true },
]

const views: readonly TableView[] = [
  { key: 'all', label: texts.allVerdicts, filters: [] },
  ...verdicts
    .filter((verdict) => verdict in meanings)
    .map((verdict) => ({
      key: verdict,
      label: texts.verdicts[verdict],
      filters: [{ column: 'verdict', operator: 'is', value: verdict } as const],
    })),
]

/** Every row of an import that was not simply new or already here, with its line and its reason. */
export function RowVerdicts({ attemptId }: { attemptId: number }) {
  const fixed = useMemo<ViewFilter[]>(() => [{ column: 'attemptId', operator: 'is', value: attemptId }], [attemptId])
  return (
    <DataTable
      table="importRows"
      name="importRows"
      label={texts.rowVerdicts}
      columns={rowVerdictColumns}
      views={views}
      fixedFilters={fixed}
      inspector={(row, close) => <RowPanel row={row} onClose={close} />}
      empty={<EmptyState title={texts.rowVerdictsEmpty}>{texts.rowVerdictsEmptyMore}</EmptyState>}
    />
  )
}

function VerdictText({ row }: { row: ViewRow }) {
  const verdict = verdictSchema.safeParse(row.cells['verdict'])
  if (!verdict.success) return null
  return <Status meaning={meanings[verdict.data] ?? 'mute'}>{texts.verdicts[verdict.data]}</Status>
}

function reasonText({ cells }: ViewRow): string {
  const reason = rejectionReasonSchema.safeParse(cells['reason'])
  if (reason.success) return texts.reasons[reason.data]
  const verdict = verdictSchema.safeParse(cells['verdict'])
  return verdict.success ? texts.rowVerdictWords[verdict.data] : ''
}

/** One row field by field, and the way to what it differs from. */
function RowPanel({ row, onClose }: { row: ViewRow; onClose: () => void }) {
  const { cells } = row
  const line = typeof cells['line'] === 'number' ? cells['line'] : 0
  const verdict = rowDifferenceSchema.shape.verdict.safeParse(cells['verdict']).data
  const difference = readDifference(String(cells['difference'] ?? ''))
  const href = difference && hrefOfKnown(difference)
  return (
    <Inspector title={texts.line(line)} lead={reasonText(row)} onClose={onClose}>
      {verdict === undefined ? (
        cells['detail'] !== '' && (
          <Block title={texts.rowColumns.detail}>
            <p className={styles.rowText}>{String(cells['detail'] ?? '')}</p>
          </Block>
        )
      ) : (
        <Block title={texts.differenceOf[verdict]}>
          {difference && difference.fields.length > 0 ? (
            <FieldTable fields={difference.fields} label={texts.differenceOf[verdict]} />
          ) : (
            <p className="ink2">{difference ? sameWords({ verdict, id: difference.id }) : texts.notCompared}</p>
          )}
        </Block>
      )}
      {difference && href && (
        <Block>
          <p>
            <a href={href}>{texts.openKnown[difference.kind]}</a>
          </p>
        </Block>
      )}
    </Inspector>
  )
}
