import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import styles from './Chart.module.css'

interface MiniTableProps {
  /** For screen readers. */
  label: string
  head: readonly ReactNode[]
  /** The first cell of a row is its name; the others are figures. */
  rows: readonly { key: string; cells: readonly ReactNode[] }[]
  foot?: readonly ReactNode[]
  /** Columns that hold words and start at the left. */
  words?: readonly number[]
}

/** A few rows beside text: for sums and small comparisons. Whole lists belong into DataTable. */
export function MiniTable({ label, head, rows, foot, words = [] }: MiniTableProps) {
  const wordy = (index: number): string | undefined => (words.includes(index) ? styles.words : undefined)
  return (
    <div className={styles.fitting}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {head.map((cell, index) => (
              <th key={index} scope="col" className={wordy(index)}>
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              {row.cells.map((cell, index) =>
                index === 0 ? (
                  <th key={index} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={index} className={cx(wordy(index))}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
        {foot && (
          <tfoot>
            <tr>
              {foot.map((cell, index) =>
                index === 0 ? (
                  <th key={index} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={index}>{cell}</td>
                ),
              )}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  )
}
