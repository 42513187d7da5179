import { formatMeasure } from '../../contract/measureTexts.ts'
import { figureText, figureUnit, formatFigure, type Figure } from '../../contract/reviewFigures.ts'
import { packTexts } from '../../contract/reviewTexts.ts'
import { MiniTable } from '../ui/MiniTable.tsx'
import { Definition } from '../ui/Popover.tsx'
import styles from './Reviews.module.css'
import { reviewTexts } from './texts.ts'

const texts = reviewTexts.figures

function valueOf({ key, value, problem }: Figure, currency: string): string {
  return value === null ? packTexts.unknown[problem ?? 'nothing'] : formatFigure(key, value, currency)
}

function Term({ figure: { key }, currency }: { figure: Figure; currency: string }) {
  const { label, formula, source } = figureText(key)
  return (
    <Definition term={figureUnit(key) === 'money' ? `${label}, ${currency}` : label} formula={formula} note={source} />
  )
}

/** Figures side by side, each with what it was and one fact. */
export function FigureGrid({
  label,
  figures,
  currency,
}: {
  label: string
  figures: readonly Figure[]
  currency: string
}) {
  return (
    <dl className={styles.figures} aria-label={label}>
      {figures.map((figure) => {
        const before = figure.before === null ? '' : packTexts.before(formatFigure(figure.key, figure.before, currency))
        return (
          <div key={figure.key}>
            <dt>
              <Term figure={figure} currency={currency} />
            </dt>
            <dd>{valueOf(figure, currency)}</dd>
            <dd>{[before, figure.fact].filter((text) => text !== '').join(' · ')}</dd>
          </div>
        )
      })}
    </dl>
  )
}

/** Figures of the period beside those of the period before. */
export function FigureTable({
  label,
  figures,
  currency,
}: {
  label: string
  figures: readonly Figure[]
  currency: string
}) {
  return (
    <MiniTable
      label={label}
      head={[label, texts.now, texts.before]}
      rows={figures.map((figure) => ({
        key: figure.key,
        cells: [
          <Term key="term" figure={figure} currency={currency} />,
          valueOf(figure, currency),
          figure.before === null
            ? packTexts.unknown.nothing
            : figureUnit(figure.key) === 'days'
              ? formatFigure(figure.key, figure.before, currency)
              : formatMeasure(figure.before, figureUnit(figure.key), currency),
        ],
      }))}
    />
  )
}
