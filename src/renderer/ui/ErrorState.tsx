import { CircleX } from 'lucide-react'
import { useState, type ReactNode } from 'react'
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

/** What happened, what to do, and the details for support; inside a dialog or a panel. */
export function ErrorNote({ error, onRetry, children }: ErrorProps) {
  const [isCopied, setCopied] = useState(false)
  const text = errorText(error)
  const copy = (): void => {
    void askShell('copyText', { text: errorDetails(error) }).then(() => setCopied(true))
  }
  return (
    <div className={styles.error} role="alert">
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
