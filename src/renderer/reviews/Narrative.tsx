import { Plus } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import type { ShownPoint } from '../../contract/reviewContent.ts'
import { figureText, formatFigure } from '../../contract/reviewFigures.ts'
import { useCommand } from '../client/hooks.ts'
import { Button, ButtonRow, LinkButton } from '../ui/Button.tsx'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { TextArea } from '../ui/Field.tsx'
import { Section } from '../ui/Lines.tsx'
import type { ReviewData } from './ReviewPage.tsx'
import styles from './Reviews.module.css'
import { reviewTexts } from './texts.ts'

const texts = reviewTexts.narrative

interface NarrativeProps {
  review: ReviewData
  points: readonly ShownPoint[]
  currency: string
}

/** What the rules found worth saying, each point with its figures; words can be changed, figures cannot. */
export function Narrative({ review, points, currency }: NarrativeProps) {
  const { id } = review
  /** Key of the point that is being written; '' is a new one. */
  const [edited, setEdited] = useState<string | null>(null)
  const keep = useCommand('reviews.keepPoint')
  const drop = useCommand('reviews.dropPoint')
  const reset = useCommand('reviews.resetPoint')
  const failed = keep.error ?? drop.error ?? reset.error
  const canWrite = review.state !== 'cancelled'
  const shown = points.filter(({ state }) => state !== 'removed')
  const removed = points.filter(({ state }) => state === 'removed')
  const save = (key: string | null) => (text: string) =>
    keep.mutate({ id, key, text }, { onSuccess: () => setEdited(null) })
  return (
    <Section
      title={texts.title}
      actions={
        canWrite && (
          <Button changes isSmall icon={Plus} onClick={() => setEdited('')}>
            {texts.add}
          </Button>
        )
      }
    >
      {failed && <ErrorNote error={failed} />}
      {shown.length === 0 && edited !== '' && <p className="ink2">{texts.none}</p>}
      <ul className={styles.points}>
        {shown.map((point) => (
          <li key={point.key} className={styles.point}>
            {edited === point.key ? (
              <PointForm
                text={point.text}
                isRunning={keep.isPending}
                onSave={save(point.key)}
                onCancel={() => setEdited(null)}
              />
            ) : (
              <>
                <div>
                  <p>{point.text}</p>
                  <p className={styles.pointFoot}>{footOf(point, currency)}</p>
                </div>
                {canWrite && (
                  <ButtonRow>
                    {point.state === 'proposed' && (
                      <Button changes isSmall onClick={() => save(point.key)(point.text)}>
                        {texts.keep}
                      </Button>
                    )}
                    {point.state === 'kept' && review.state === 'planned' && (
                      <Button changes isSmall look="bare" onClick={() => reset.mutate({ id, key: point.key })}>
                        {texts.follow}
                      </Button>
                    )}
                    <Button changes isSmall look="bare" onClick={() => setEdited(point.key)}>
                      {texts.edit}
                    </Button>
                    <Button changes isSmall look="bare" onClick={() => drop.mutate({ id, key: point.key })}>
                      {texts.remove}
                    </Button>
                  </ButtonRow>
                )}
              </>
            )}
          </li>
        ))}
        {edited === '' && (
          <li className={styles.point}>
            <PointForm text="" isRunning={keep.isPending} onSave={save(null)} onCancel={() => setEdited(null)} />
          </li>
        )}
      </ul>
      {removed.length > 0 && (
        <p className="small ink2">
          {texts.removed(removed.length)}
          {canWrite &&
            removed.map((point) => (
              <span key={point.key}>
                {' · '}
                <LinkButton changes onClick={() => reset.mutate({ id, key: point.key })} title={point.text}>
                  {`${texts.restore}: ${figureText(point.figures[0]?.key ?? 'revenue').label}`}
                </LinkButton>
              </span>
            ))}
        </p>
      )}
    </Section>
  )
}

/** "proposed · Partner revenue 1,240.00, before 1,000.00". */
function footOf({ state, figures }: ShownPoint, currency: string): string {
  const words = state === 'removed' ? [] : [texts[state]]
  const numbers = figures.map(({ key, value, before }) => {
    const old = before === null ? '' : `, ${texts.before(formatFigure(key, before, currency))}`
    return `${figureText(key).label} ${formatFigure(key, value, currency)}${old}`
  })
  return [...words, ...numbers].join(' · ')
}

interface PointFormProps {
  text: string
  isRunning: boolean
  onSave: (text: string) => void
  onCancel: () => void
}

/** Whoever opens the form wants to write. */
function focusText(form: HTMLFormElement | null): void {
  form?.querySelector('textarea')?.focus()
}

function PointForm({ text: start, isRunning, onSave, onCancel }: PointFormProps) {
  const [text, setText] = useState(start)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (text.trim() !== '') onSave(text.trim())
  }
  return (
    <form ref={focusText} onSubmit={submit} className={styles.whole}>
      <TextArea aria-label={texts.text} maxLength={500} value={text} onValue={setText} />
      <ButtonRow>
        <Button changes type="submit" isSmall disabled={text.trim() === '' || isRunning}>
          {texts.save}
        </Button>
        <Button isSmall look="bare" onClick={onCancel}>
          {texts.cancel}
        </Button>
      </ButtonRow>
    </form>
  )
}
