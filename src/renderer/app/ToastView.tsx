import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { dismissToast, useToasts } from '../client/toasts.ts'
import { IconButton, Keys, LinkButton } from '../ui/Button.tsx'
import { uiTexts } from '../ui/texts.ts'
import styles from './App.module.css'

const STAYS_MS = 8000

/** What just happened, with Undo; at the foot of the sidebar it never covers a number. Stays 8 s, pauses under the pointer. */
export function ToastView() {
  const toast = useToasts((state) => state.toast)
  const [isHeld, setHeld] = useState(false)
  useEffect(() => {
    if (!toast || toast.isError === true || isHeld) return undefined
    const timer = setTimeout(() => dismissToast(toast.id), STAYS_MS)
    return () => clearTimeout(timer)
  }, [toast, isHeld])
  // The live region is always there, so that what appears in it is read out.
  return (
    <div role="status" onPointerEnter={() => setHeld(true)} onPointerLeave={() => setHeld(false)}>
      {toast && (
        <div className={styles.toast}>
          <div className={styles.toastRow}>
            <span>{toast.text}</span>
            {(toast.isError === true || !toast.action) && (
              <IconButton isSmall label={uiTexts.close} icon={X} onClick={() => dismissToast(toast.id)} />
            )}
          </div>
          {toast.action && (
            <div className={styles.toastRow}>
              <LinkButton
                onClick={() => {
                  dismissToast(toast.id)
                  toast.action?.run()
                }}
              >
                {toast.action.label}
              </LinkButton>
              {toast.action.keys !== undefined && <Keys>{toast.action.keys}</Keys>}
            </div>
          )}
        </div>
      )}
    </div>
  )
}
