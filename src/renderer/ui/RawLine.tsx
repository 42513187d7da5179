import { formatCount } from './figures.tsx'
import styles from './RawLine.module.css'

/** A line of an imported file as it stood there, with its number. Long lines wrap; nothing is interpreted. */
export function RawLine({ line, text }: { line: number; text: string }) {
  return (
    <div className={styles.raw} data-selectable>
      <span className={styles.number}>{formatCount(line)}</span>
      <span className={styles.text}>{text}</span>
    </div>
  )
}
