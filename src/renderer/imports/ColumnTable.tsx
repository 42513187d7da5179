import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import type { ImportMapping } from '../../contract/imports.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { ColumnRow } from './ColumnRow.tsx'
import styles from './Columns.module.css'
import { isAboutLeads } from './mapping.ts'
import type { PreviewRow } from './samples.ts'
import { importTexts as texts } from './texts.ts'

/** Height of a row in px at 100 % zoom (`--row-roomy`). */
const ROW = 40

/** The columns of a file as rows; only those in sight are drawn, for an export may have a thousand. */
export function ColumnTable({
  handle,
  mapping,
  telling,
  asked,
  error,
}: {
  handle: string
  mapping: ImportMapping
  /** The two rows of the file that stand for all. */
  telling: readonly PreviewRow[]
  /** Headers of columns about which a question is open. */
  asked: ReadonlySet<string>
  /** Why there is no sample. */
  error: unknown
}) {
  const { columns, format, stages } = mapping
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
  })
  const items = virtual.getVirtualItems()
  const before = items[0]?.start ?? 0
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)
  const [first, second] = telling
  return (
    <div ref={scroller} className={styles.scroll} tabIndex={0} role="group" aria-label={texts.columnsTable}>
      {error !== null && <ErrorState error={error} />}
      <table className={styles.columns} aria-label={texts.columnsTable} aria-rowcount={columns.length + 1}>
        <colgroup>
          <col className={styles.wHeader} />
          <col className={styles.wSample} />
          <col className={styles.wSample} />
          <col className={styles.wRole} />
          <col className={styles.wRead} />
          <col />
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">{texts.column}</th>
            <th scope="col">{first ? texts.line(first.line) : texts.firstSample}</th>
            <th scope="col">{second ? texts.line(second.line) : texts.secondSample}</th>
            <th scope="col">{texts.goesTo}</th>
            <th scope="col">{texts.readAs}</th>
            <th scope="col">{texts.becomesHead}</th>
          </tr>
        </thead>
        {before > 0 && <Gap height={before} />}
        <tbody>
          {items.map(({ index }) => {
            const column = columns[index]
            if (!column) return null
            return (
              <ColumnRow
                key={column.index}
                handle={handle}
                rowIndex={index + 2}
                column={column}
                format={format}
                stages={column.role === 'stage' || column.role === 'status' ? stages : null}
                isLead={isAboutLeads(mapping)}
                first={first?.cells[column.index] ?? null}
                second={second?.cells[column.index] ?? null}
                isAsked={asked.has(column.header)}
              />
            )
          })}
        </tbody>
        {after > 0 && <Gap height={after} />}
      </table>
    </div>
  )
}

/** The room of the rows that are out of sight. */
function Gap({ height }: { height: number }) {
  return (
    <tbody aria-hidden>
      <tr>
        <td colSpan={6} style={{ height, border: 0, padding: 0 }} />
      </tr>
    </tbody>
  )
}
