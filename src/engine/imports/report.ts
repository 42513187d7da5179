import { type ImportReport, importReportSchema, type RejectionReason, type Verdict } from '../../contract/imports.ts'
import { dealStageSchema, conversionKindSchema } from '../../contract/revenue.ts'
import type { RejectedRow, RowBatch } from './batch.ts'
import type { Classifier } from './classify.ts'
import { factKinds } from './factKinds.ts'

type Rejections = Map<RejectionReason, { rows: number; firstLine: number; example: string }>

/** Counts rows by verdict and remembers why rows were refused. Rows in = new + same + changed + suspect + rejected. [IM1] */
export interface RowCounts {
  add(batch: RowBatch, verdicts: readonly Verdict[], ignoredRows: readonly number[]): void
  readonly rows: ImportReport['rows']
  rejections(): ImportReport['rejections']
}

export function createRowCounts(): RowCounts {
  const rows = { new: 0, same: 0, changed: 0, suspect: 0, rejected: 0, total: 0 }
  const rejections: Rejections = new Map()

  const refuse = (row: RejectedRow): void => {
    const known = rejections.get(row.reason)
    if (known) known.rows += 1
    else rejections.set(row.reason, { rows: 1, firstLine: row.line, example: detailOf(row) })
  }
  return {
    rows,
    add(batch, verdicts, ignoredRows) {
      for (const verdict of verdicts) rows[verdict] += 1
      rows.rejected += batch.rejected.length
      rows.total += verdicts.length + batch.rejected.length
      for (const row of batch.rejected) refuse(row)
      for (const row of ignoredRows)
        refuse({ line: batch.line[row] ?? 0, reason: 'partnerIgnored', column: '', text: '' })
    },
    rejections: () => [...rejections].map(([reason, found]) => ({ reason, ...found })),
  }
}

/** The cell to blame as people read it. */
export function detailOf(row: RejectedRow): string {
  return row.column === '' ? row.text : `${row.column}: ${row.text}`
}

export function countsByKind(classifier: Classifier): ImportReport['kinds'] {
  return ([...factKinds, 'leads'] as const)
    .map((kind) => ({ kind, ...classifier.counts[kind] }))
    .filter(({ created, restored, same, changed }) => created + restored + same + changed > 0)
}

export function moneyTotals({ totals }: Classifier): Pick<ImportReport, 'deals' | 'conversions'> {
  return {
    deals: totals
      .list('deals')
      .map(({ word, currency, rows, minor }) => ({ stage: dealStageSchema.parse(word), currency, rows, minor })),
    conversions: totals
      .list('conversions')
      .map(({ word, currency, rows, minor }) => ({ kind: conversionKindSchema.parse(word), currency, rows, minor })),
  }
}

/** A report as it was made, without the warnings that only earlier versions gave. */
export function readReport(text: string): ImportReport {
  const report = JSON.parse(text) as { warnings: unknown[] } // stored by an import
  const warning = importReportSchema.shape.warnings.element
  return importReportSchema.parse({
    ...report,
    warnings: report.warnings.filter((word) => warning.safeParse(word).success),
  })
}
