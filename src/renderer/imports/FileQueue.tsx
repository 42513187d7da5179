import { Check, X } from 'lucide-react'
import { Icon } from '../ui/Icon.tsx'
import type { QueuedFile } from './import.store.ts'
import { show } from './queue.ts'
import styles from './Frame.module.css'
import { importTexts as texts } from './texts.ts'

/** The files that were dropped together, in the order they are imported. */
export function FileQueue({ files, current }: { files: readonly QueuedFile[]; current: string | null }) {
  return (
    <nav className={styles.queue} aria-label={texts.queue}>
      <span className={styles.queueLabel}>{texts.files(files.length)}</span>
      {files.map(({ file, phase }) => (
        <button
          key={file.handle}
          type="button"
          className={styles.queued}
          aria-current={file.handle === current ? 'true' : undefined}
          title={file.name}
          onClick={() => show(file.handle)}
        >
          {phase === 'done' && <Icon of={Check} size={12} />}
          {phase === 'failed' && <Icon of={X} size={12} />}
          <b className="cut">{file.name}</b>
          <span className="ink2">{texts.queueStates[phase]}</span>
        </button>
      ))}
    </nav>
  )
}
