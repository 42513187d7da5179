import { Plus, X } from 'lucide-react'
import type { Band, TemplateBody } from '../../contract/scorecards.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Input } from '../ui/Field.tsx'
import { PercentInput } from '../ui/ParsedInput.tsx'
import { Status } from '../ui/Status.tsx'
import { addBand } from './templateDraft.ts'
import styles from './TemplateEditor.module.css'
import { templateTexts as texts } from './templateTexts.ts'

const MOST_BANDS = 6
const LEAST_BANDS = 2

/** Names and lower bounds in points, best first; the last one always begins at 0. */
export function BandEditor({
  bands,
  problem,
  onBands,
}: {
  bands: TemplateBody['bands']
  problem: string | null
  onBands: (bands: Band[]) => void
}) {
  const set = (index: number, change: Partial<Band>): void =>
    onBands(bands.map((band, i) => (i === index ? { ...band, ...change } : band)))
  return (
    <section className={styles.bands}>
      <h2 className={styles.title}>{texts.bands}</h2>
      <p className="small ink2">{texts.bandsHint}</p>
      {bands.map((band, index) => {
        const isLast = index === bands.length - 1
        return (
          <div key={index} className={styles.line} role="group" aria-label={texts.band(index + 1)}>
            <Input
              isInline
              className={styles.category}
              aria-label={texts.bandName}
              maxLength={30}
              value={band.name}
              onValue={(name) => set(index, { name })}
            />
            <span>{texts.from}</span>
            {isLast ? (
              <span className="num">0</span>
            ) : (
              <PercentInput
                isInline
                width={4}
                label={texts.bandFrom}
                value={band.fromPpm}
                onValue={(next) => set(index, { fromPpm: Math.min(next, 1_000_000) })}
              />
            )}
            {!isLast && bands.length > LEAST_BANDS && (
              <IconButton
                isSmall
                label={texts.removeBand(band.name)}
                icon={X}
                onClick={() => onBands(bands.filter((_, i) => i !== index))}
              />
            )}
          </div>
        )
      })}
      {problem !== null && <Status meaning="bad">{problem}</Status>}
      <div>
        <Button
          look="bare"
          isSmall
          icon={Plus}
          disabled={bands.length >= MOST_BANDS}
          onClick={() => onBands(addBand(bands))}
        >
          {texts.addBand}
        </Button>
      </div>
    </section>
  )
}
