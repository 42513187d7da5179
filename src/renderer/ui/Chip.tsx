import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import styles from './parts.module.css'
import { uiTexts } from './texts.ts'

/** A filter in words: `field is value`. A click changes it, the x removes it. */
export function Chip({
  field,
  operator,
  value,
  onOpen,
  onRemove,
}: {
  field: string
  operator: string
  value: ReactNode
  onOpen?: () => void
  onRemove: () => void
}) {
  return (
    <span className={styles.chip}>
      <button type="button" className={styles.chipText} onClick={onOpen}>
        <span className="ink2">{field}</span>
        <span>{operator}</span>
        <b className="cut">{value}</b>
      </button>
      <button type="button" className={styles.chipRemove} onClick={onRemove} aria-label={uiTexts.remove(field)}>
        <Icon of={X} size={12} />
      </button>
    </span>
  )
}
