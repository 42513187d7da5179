import { CircleX } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { errorDetails, errorText } from '../client/errorTexts.ts'
import { askShell } from '../client/shell.ts'
import { Button, ButtonRow } from './Button.tsx'
import { Icon } from './Icon.tsx'
import styles from './parts.module.css'
import { uiTexts } from './texts.ts'

interface ErrorProps {
  error: unknown
  onRetry?: (() => void) | undefined
  /** Other ways out, as buttons. */
  children?: ReactNode
}

/** What happened, what to do, and the details for support; inside a dialog or a panel. It brings itself into sight. */
export function ErrorNote({ error, onRetry, children }: ErrorProps) {
  const note = useRef<HTMLDivElement>(null)
  // A long form has it far below the button that was pressed.
  useEffect(() => note.current?.scrollIntoView({ block: 'nearest' }), [error])
  const [isCopied, setCopied] = useState(false)
  const text = errorText(error)
  const copy = (): void => {
    void askShell('copyText', { text: errorDetails(error) }).then(() => setCopied(true))
  }
  return (
    <div ref={note} className={styles.error} role="alert">
      <Icon of={CircleX} />
      <div>
        <p>
          <b>{text.what}</b> {text.todo}
        </p>
        <ButtonRow>
          {onRetry && (
            <Button isSmall onClick={onRetry}>
              {uiTexts.tryAgain}
            </Button>
          )}
          {children}
          <Button isSmall look="bare" onClick={copy}>
            {isCopied ? uiTexts.copied : uiTexts.copyDetails}
          </Button>
        </ButtonRow>
      </div>
    </div>
  )
}

/** The same in the place of a page or a table that could not be shown. */
export function ErrorState(props: ErrorProps) {
  return (
    <div className={styles.errorPage}>
      <ErrorNote {...props} />
    </div>
  )
}
