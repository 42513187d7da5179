import { ArrowRight } from 'lucide-react'
import { useEffect } from 'react'
import { Keys } from '../ui/Button.tsx'
import { cx } from '../ui/cx.ts'
import { Icon } from '../ui/Icon.tsx'
import styles from './FirstRun.module.css'
import { doors, type Door } from './firstRun.store.ts'
import { firstRunTexts as texts } from './texts.ts'

const keys: Readonly<Record<Door, string>> = { sample: 'Enter', import: '2', empty: '3' }

/** Three ways in, each with a glimpse of what is behind it. */
export function Doors({ onDoor }: { onDoor: (door: Door) => void }) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const door = { '1': 'sample', '2': 'import', '3': 'empty' }[event.key]
      const found = doors.find((known) => known === door)
      // Enter opens the door that has the focus; without one, the first.
      const isPlainEnter = event.key === 'Enter' && document.activeElement === document.body
      if (found) onDoor(found)
      else if (isPlainEnter) onDoor('sample')
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [onDoor])
  return (
    <ol className={styles.doors}>
      {doors.map((door) => (
        <li key={door}>
          <button type="button" className={styles.door} onClick={() => onDoor(door)}>
            <span className={styles.preview} aria-hidden>
              <Preview door={door} />
            </span>
            <span className={styles.doorHead}>
              <span className={styles.doorTitle}>{texts.doors[door].title}</span>
              <Keys>{keys[door]}</Keys>
            </span>
            <span className={styles.doorText}>{texts.doors[door].text}</span>
            <span className={styles.doorMore}>{texts.doors[door].more}</span>
          </button>
        </li>
      ))}
    </ol>
  )
}

// What each door shows is an illustration, hidden from screen readers; the words beside it say the same.
const partners = [
  ['Nusa Integra', 'Indonesia', '289,240'],
  ['Selat Cloud Partners', 'Singapore', '231,415'],
  ['Kawara Systems', 'Japan', '192,730'],
  ['Lion Rock Consulting', 'Hong Kong', '163,905'],
  ['Deccan Stack', 'India', '144,580'],
] as const
const columns = [
  ['Amount', '538.08', 'Amount charged'],
  ['Currency', 'usd', 'Currency'],
  ['Deal Stage', 'Closed won', 'Won'],
  ['partner_ref', 'DECCAN', 'Deccan Stack'],
  ['Close Date', '18/12/2025', '18 Dec 2025'],
] as const

function Preview({ door }: { door: Door }) {
  if (door === 'sample')
    return partners.map(([name, country, revenue]) => (
      <span key={name} className={styles.line}>
        <span className="med cut">{name}</span>
        <span className="ink2 cut">{country}</span>
        <span className="num">{revenue}</span>
      </span>
    ))
  if (door === 'import')
    return columns.map(([column, value, meaning]) => (
      <span key={column} className={cx(styles.line, styles.mapLine)}>
        <span className="ink2 cut">{column}</span>
        <span className="ink2 cut">{value}</span>
        <Icon of={ArrowRight} size={12} className="ink3" />
        <span className="med cut">{meaning}</span>
      </span>
    ))
  return (
    <span className={styles.previewSentence}>
      {texts.sentence.called} <span className={styles.blank}>Asia expansion</span>. {texts.sentence.reports}{' '}
      <span className={styles.blank}>USD</span> {texts.sentence.starts} <span className={styles.blank}>January</span>.
    </span>
  )
}
