import type { ReactNode } from 'react'
import { ButtonRow } from './Button.tsx'
import styles from './parts.module.css'

/** An empty page is a beginning: one sentence about what will be here, one way to fill it. Stands where the first row will be. */
export function EmptyState({ title, children, actions }: { title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <p>
        <b>{title}</b> {children}
      </p>
      {actions !== undefined && <ButtonRow>{actions}</ButtonRow>}
    </div>
  )
}
