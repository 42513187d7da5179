import type { Progress as Count } from '../../contract/rpc.ts'
import { Button } from './Button.tsx'
import { formatCount } from './figures.tsx'
import styles from './parts.module.css'
import { uiTexts } from './texts.ts'

export function progressText(progress: Count | null, isGuess = false): string {
  if (!progress) return uiTexts.working
  const done = formatCount(progress.done)
  if (progress.total === null || isGuess) return uiTexts.count(done, progress.label)
  return uiTexts.countOf(done, formatCount(progress.total), progress.label)
}

/** A thin bar with "1,284 of 9,310 rows" and Cancel; for work over 300 ms. */
export function Progress({
  progress,
  label,
  isGuess = false,
  onCancel,
}: {
  progress: Count | null
  label: string
  /** The total changes on the way: good enough for the bar, not for a number. */
  isGuess?: boolean
  onCancel?: (() => void) | undefined
}) {
  const isKnown = progress !== null && progress.total !== null && progress.total > 0
  return (
    <div className={styles.progress}>
      <progress
        className={styles.bar}
        aria-label={label}
        {...(isKnown ? { value: progress.done, max: progress.total ?? 1 } : {})}
      />
      <div>
        <span role="status">{progressText(progress, isGuess)}</span>
        {onCancel && (
          <Button look="bare" isSmall onClick={onCancel}>
            {uiTexts.cancel}
          </Button>
        )}
      </div>
    </div>
  )
}
