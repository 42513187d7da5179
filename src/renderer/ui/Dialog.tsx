import { Dialog as Base } from '@base-ui/react/dialog'
import { useRef, type FormEvent, type ReactNode } from 'react'
import { Button } from './Button.tsx'
import { cx } from './cx.ts'
import styles from './Dialog.module.css'
import { ErrorNote } from './ErrorState.tsx'
import { uiTexts } from './texts.ts'

interface DialogProps {
  isOpen: boolean
  onClose: () => void
  title: string
  lead?: ReactNode
  /** Verb and object, with the count: "Approve 3 deals". Without it the dialog only shows. */
  action?: string | undefined
  onAction?: (() => void) | undefined
  isDanger?: boolean | undefined
  /** The action cannot be taken yet. */
  isBlocked?: boolean | undefined
  isRunning?: boolean | undefined
  /** What the action answered instead of working; stands above the buttons. */
  error?: unknown
  /** Left of the buttons: until when it can be undone. */
  note?: ReactNode
  isWide?: boolean | undefined
  /** `first`: the first control (forms). `safe`: Cancel (decisions). */
  focus?: 'first' | 'safe'
  children?: ReactNode
}

/** A question over the page. Enter takes the action, Esc cancels; focus returns to where it was. */
export function Dialog({
  isOpen,
  onClose,
  title,
  lead,
  action,
  onAction,
  isDanger,
  isBlocked,
  isRunning,
  error,
  note,
  isWide,
  focus = 'first',
  children,
}: DialogProps) {
  const cancel = useRef<HTMLButtonElement>(null)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    event.stopPropagation()
    if (isBlocked !== true && isRunning !== true) onAction?.()
  }
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles.scrim} />
        <Base.Popup
          className={cx(styles.popup, isWide === true && styles.wide)}
          {...(focus === 'safe' ? { initialFocus: cancel } : {})}
        >
          <form onSubmit={submit} className={styles.form} noValidate>
            <div className={styles.body}>
              <Base.Title className={styles.title}>{title}</Base.Title>
              {lead !== undefined && (
                <Base.Description render={<div />} className={styles.lead}>
                  {lead}
                </Base.Description>
              )}
              {children}
              {error !== undefined && error !== null && <ErrorNote error={error} />}
            </div>
            <div className={styles.foot}>
              {note !== undefined && <span className={styles.note}>{note}</span>}
              <Button ref={cancel} keys="Esc" onClick={onClose}>
                {action === undefined ? uiTexts.close : uiTexts.cancel}
              </Button>
              {action !== undefined && (
                <Button
                  type="submit"
                  look={isDanger === true ? 'danger' : 'main'}
                  disabled={isBlocked === true || isRunning === true}
                >
                  {action}
                </Button>
              )}
            </div>
          </form>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
