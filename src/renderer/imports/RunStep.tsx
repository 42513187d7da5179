import { cx } from '../ui/cx.ts'
import { Progress } from '../ui/Progress.tsx'
import type { QueuedFile } from './import.store.ts'
import styles from './Frame.module.css'
import { importTexts as texts } from './texts.ts'

/** The one transaction, with its count and a way to stop it. */
export function RunStep({ queued }: { queued: QueuedFile }) {
  const { file, progress, cancel } = queued
  return (
    <div className={cx(styles.main, styles.sheet)}>
      <div className={styles.running}>
        <p className={styles.headline}>{texts.importing(file.name)}</p>
        <p className={styles.lead}>{texts.importingLead}</p>
        <Progress progress={progress} label={texts.importing(file.name)} onCancel={cancel ?? undefined} />
      </div>
    </div>
  )
}
