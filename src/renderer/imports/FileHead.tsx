import type { ImportMapping } from '../../contract/imports.ts'
import { Stepper } from '../ui/Stepper.tsx'
import type { Inspection, QueuedFile } from './import.store.ts'
import { goTo } from './queue.ts'
import styles from './Frame.module.css'
import { ReaderPopover } from './ReaderPopover.tsx'
import { importTexts as texts } from './texts.ts'

const STEP_OF = { reading: 0, failed: 0, columns: 2, check: 3, running: 4, done: 5 } as const satisfies Record<
  QueuedFile['phase'],
  number
>

/** Which file, what it was recognised as, and how far it is. */
export function FileHead({ queued }: { queued: QueuedFile }) {
  const { file, phase, inspection, reader, report } = queued
  const facts = [
    ...(report ? [texts.rows(report.rows.total)] : []),
    ...(inspection ? [texts.columnCount(inspection.columns.length)] : []),
    ...(reader ? shapeWords(reader.mapping.shape) : []),
    ...(report ? [] : [sizeText(file.size)]),
  ]
  return (
    <div className={styles.head}>
      <div className={styles.file}>
        <p className={`${styles.fileName} cut`} title={file.name}>
          {file.name}
        </p>
        <p className={styles.meta}>
          <span className="cut">{facts.join(', ')}</span>
        </p>
      </div>
      {inspection && reader && (
        <div className={styles.source}>
          <p className={`${styles.sourceName} cut`}>
            {inspection.layoutLabel === '' ? texts.unknownSource : inspection.layoutLabel}
          </p>
          <p className={styles.meta}>
            <span className="cut">{recognisedText(inspection, reader.mapping)}</span>
            {(phase === 'columns' || phase === 'check') && (
              <ReaderPopover handle={file.handle} inspection={inspection} reader={reader} />
            )}
          </p>
        </div>
      )}
      <div className={styles.steps}>
        <Stepper
          steps={texts.steps.map((name) => ({ name }))}
          now={STEP_OF[phase]}
          {...(phase === 'check'
            ? { onStep: (index: number) => index === STEP_OF.columns && goTo(file.handle, 'columns') }
            : {})}
        />
      </div>
    </div>
  )
}

function recognisedText(inspection: Inspection, mapping: ImportMapping): string {
  if (inspection.isRemembered) return texts.rememberedSource
  const found = mapping.columns.filter((column) => column.role !== null).length
  return texts.recognised(found, mapping.columns.length)
}

function shapeWords(shape: ImportMapping['shape']): string[] {
  if (shape.format === 'xlsx') return [texts.spreadsheet, ...(shape.sheet === null ? [] : [texts.sheet(shape.sheet)])]
  return [texts.encodings[shape.encoding], texts.delimiters[shape.delimiter]]
}

/** "34 kB"; decimal units, as file managers show them. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} ${texts.sizes.bytes}`
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} ${texts.sizes.kilobytes}`
  return `${(bytes / 1_000_000).toFixed(1)} ${texts.sizes.megabytes}`
}
