import { ArrowDown, ArrowUp } from 'lucide-react'
import type { Span } from '../../contract/periods.ts'
import { formatPoints } from '../../contract/scorecardText.ts'
import { changeText } from '../ui/change.ts'
import { cx } from '../ui/cx.ts'
import { Icon } from '../ui/Icon.tsx'
import { uiTexts } from '../ui/texts.ts'
import { computedLink, publishedLink } from './links.ts'
import styles from './Matrix.module.css'
import { changeOf, type MatrixRow } from './matrixRows.ts'
import { scorecardTexts } from './texts.ts'

const texts = scorecardTexts.matrix

/** A period and its name. */
export interface Compared extends Span {
  label: string
}

/** Points with sign and arrow; the words say from what, and whether that was published. [SC18] */
export function ChangeCell({ row, compared }: { row: MatrixRow; compared: Compared }) {
  const { partnerId, name, scorePpm, before } = row
  const changed = changeOf(row)
  if (changed === null || !before || before.scorePpm === null)
    return (
      <div role="gridcell" className={cx(styles.cell, 'num ink3')}>
        {uiTexts.noBefore}
      </div>
    )
  const { cardId } = before
  const said = texts.changed(
    changeText(scorePpm, before.scorePpm, 'rate') ?? '',
    formatPoints(before.scorePpm),
    compared.label,
    cardId !== null,
  )
  return (
    <div role="gridcell" className={cx(styles.cell, styles.change, 'num')} title={`${name}: ${said}`}>
      <a tabIndex={-1} href={cardId === null ? computedLink(partnerId, compared) : publishedLink(cardId)}>
        {changed !== 0 && <Icon of={changed > 0 ? ArrowUp : ArrowDown} size={12} />}
        <span aria-hidden>{formatChange(changed)}</span>
        <span className="vh">{said}</span>
      </a>
    </div>
  )
}

/** "+4.5", "−0.3", "0.0" */
function formatChange(changedPpm: number): string {
  const sign = changedPpm > 0 ? '+' : changedPpm < 0 ? '−' : ''
  return `${sign}${formatPoints(Math.abs(changedPpm))}`
}
