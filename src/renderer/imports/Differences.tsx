import { rowDifferenceSchema, type RowDifference } from '../../contract/imports.ts'
import { linkTo } from '../client/navigation.ts'
import { cx } from '../ui/cx.ts'
import { formatCount } from '../ui/figures.tsx'
import styles from './Report.module.css'
import { importTexts as texts } from './texts.ts'

/** What one row says otherwise, and from what it differs. */
export type Difference = Pick<RowDifference, 'kind' | 'id' | 'fields'>

const differenceSchema = rowDifferenceSchema.pick({ kind: true, id: true, fields: true })

/** The difference of a row of the view `importRows`; null where nothing was compared. */
export function readDifference(text: string): Difference | null {
  if (text === '') return null
  return differenceSchema.safeParse(JSON.parse(text)).data ?? null
}

/** Where what is here can be looked at; null for an earlier row of the same file. */
export function hrefOfKnown({ kind, id }: Difference): string | null {
  if (id === null) return null
  switch (kind) {
    case 'partners':
      return linkTo({ page: 'partners', parts: [id] })
    case 'deals':
      return linkTo({ page: 'deals', params: { open: String(id) } })
    case 'conversions':
      return linkTo({ page: 'revenue', params: { open: String(id) } })
  }
}

/** Why there is no field to show. */
export function sameWords({ verdict, id }: Pick<RowDifference, 'verdict' | 'id'>): string {
  if (verdict === 'suspect') return texts.equalInAll
  return id === null ? texts.differsFromFile : texts.notCompared
}

/** Field by field, the first rows of a dry run with this verdict. */
export function DifferenceList({
  differences,
  verdict,
  rows,
}: {
  differences: readonly RowDifference[]
  verdict: RowDifference['verdict']
  /** All rows with this verdict. */
  rows: number
}) {
  const own = differences.filter((difference) => difference.verdict === verdict)
  if (own.length === 0) return null
  return (
    <>
      <table className={cx(styles.partnerTable, styles.differences)} aria-label={texts.differencesOf[verdict]}>
        <colgroup>
          <col className={styles.wLine} />
          <col className={styles.wField} />
          <col />
          <col />
        </colgroup>
        <thead>
          <tr>
            <th scope="col" className={styles.figure}>
              {texts.rowColumns.line}
            </th>
            <th scope="col">{texts.column}</th>
            <th scope="col">{texts.nowHere}</th>
            <th scope="col">{texts.inTheFile}</th>
          </tr>
        </thead>
        <tbody>
          {own.map((difference) => (
            <DifferenceRows key={difference.line} difference={difference} />
          ))}
        </tbody>
      </table>
      {rows > own.length && <p className="ink2">{texts.firstOf(own.length, rows)}</p>}
    </>
  )
}

function DifferenceRows({ difference }: { difference: RowDifference }) {
  const { line, fields } = difference
  if (fields.length === 0)
    return (
      <tr>
        <td className={styles.figure}>{formatCount(line)}</td>
        <td colSpan={3} className="ink2">
          {sameWords(difference)}
        </td>
      </tr>
    )
  return fields.map(({ field, before, after }, index) => (
    <tr key={field} data-continues={index > 0}>
      <td className={styles.figure}>{index === 0 && formatCount(line)}</td>
      <td className="cut med" title={field}>
        {field}
      </td>
      <td className="cut ink2" title={before}>
        {before === '' ? texts.emptyCell : before}
      </td>
      <td className="cut" title={after}>
        {after === '' ? <span className="ink2">{texts.emptyCell}</span> : after}
      </td>
    </tr>
  ))
}

/** Field by field, one row of an import that was done. */
export function FieldTable({ fields, label }: { fields: Difference['fields']; label: string }) {
  const cell = (text: string) => (text === '' ? <span className="ink2">{texts.emptyCell}</span> : text)
  return (
    <table className={cx(styles.mini, styles.fields)} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{texts.column}</th>
          <th scope="col">{texts.wasHere}</th>
          <th scope="col">{texts.inTheFile}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ field, before, after }) => (
          <tr key={field}>
            <td>{field}</td>
            <td className="ink2">{cell(before)}</td>
            <td>{cell(after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
