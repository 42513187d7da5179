import { useEffect, useState } from 'react'
import { useCommand } from '../client/hooks.ts'
import { useIsPast } from '../client/past.ts'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { TextArea } from '../ui/Field.tsx'
import { useLeaving } from '../ui/useLeaving.ts'
import styles from './Reviews.module.css'
import { reviewTexts } from './texts.ts'

const texts = reviewTexts.notes
/** A pause this long ends a step. */
const PAUSE_MS = 900

/** Notes that are saved as they are typed: each pause is one step that can be undone. */
export function Notes({ id, stored, isEditable }: { id: number; stored: string; isEditable: boolean }) {
  const [text, setText] = useState(stored)
  /** What the engine has, as far as this page knows. */
  const [known, setKnown] = useState(stored)
  const isPast = useIsPast()
  const [seen, setSeen] = useState(stored)
  const save = useCommand('reviews.saveNotes')
  const { mutate, mutateAsync } = save
  const isChanged = text !== known
  // Undone or changed elsewhere: shown unless something is being typed.
  if (stored !== seen) {
    setSeen(stored)
    if (!isChanged && !save.isPending) {
      setKnown(stored)
      setText(stored)
    }
  }
  useEffect(() => {
    if (!isChanged || save.isPending) return
    const timer = setTimeout(() => mutate({ id, notes: text }, { onSuccess: () => setKnown(text) }), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [id, text, isChanged, save.isPending, mutate])
  // Leaving is a pause too.
  useLeaving(() => (isChanged ? mutateAsync({ id, notes: text }) : undefined))
  return (
    <>
      <TextArea
        aria-label={texts.label}
        className={styles.notes}
        maxLength={20_000}
        readOnly={!isEditable || isPast}
        value={text}
        onValue={setText}
      />
      <p className="small ink2" role="status">
        {isChanged ? texts.saving : save.isSuccess ? texts.saved : texts.hint}
      </p>
      {save.error && <ErrorNote error={save.error} onRetry={() => mutate({ id, notes: text })} />}
    </>
  )
}
