import { ArrowUp, Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { AgendaItem } from '../../contract/reviews.ts'
import { useCommand } from '../client/hooks.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Input } from '../ui/Field.tsx'
import { CountInput } from '../ui/ParsedInput.tsx'
import type { ReviewData } from './ReviewPage.tsx'
import styles from './Reviews.module.css'
import { reviewTexts } from './texts.ts'

const texts = reviewTexts.agenda
const MOST_PARTS = 20

type Draft = AgendaItem & { key: number }

/** Names, minutes and order of the parts. */
export function AgendaDialog({ review, onClose }: { review: ReviewData; onClose: () => void }) {
  const [parts, setParts] = useState<readonly Draft[]>(() => review.agenda.map((item, key) => ({ ...item, key })))
  const save = useCommand('reviews.saveAgenda')
  const minutes = parts.reduce((sum, part) => sum + part.minutes, 0)
  const isNameless = parts.some(({ title }) => title.trim() === '')
  const change = (key: number, changes: Partial<AgendaItem>): void =>
    setParts((now) => now.map((part) => (part.key === key ? { ...part, ...changes } : part)))
  const moveUp = (index: number): void =>
    setParts((now) => {
      const [above, moved] = [now[index - 1], now[index]]
      return above && moved ? [...now.slice(0, index - 1), moved, above, ...now.slice(index + 1)] : now
    })
  const add = (): void =>
    setParts((now) => [
      ...now,
      { kind: 'other', title: texts.newPart, minutes: 10, key: Math.max(...now.map(({ key }) => key)) + 1 },
    ])
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={texts.title}
      lead={texts.lead}
      action={texts.do(minutes)}
      onAction={() =>
        save.mutate(
          {
            id: review.id,
            agenda: parts.map(({ kind, title, minutes: length }) => ({ kind, title, minutes: length })),
          },
          { onSuccess: onClose },
        )
      }
      isBlocked={isNameless}
      isRunning={save.isPending}
      error={save.error}
      note={isNameless ? texts.partMissing : undefined}
    >
      <div className={styles.parts}>
        {parts.map((part, index) => (
          <div key={part.key} className={styles.part}>
            <Input
              aria-label={texts.part}
              maxLength={120}
              value={part.title}
              onValue={(title) => change(part.key, { title })}
            />
            <CountInput
              label={`${part.title}: ${texts.time}`}
              min={1}
              max={240}
              value={part.minutes}
              onValue={(length) => change(part.key, { minutes: length })}
            />
            <IconButton
              label={texts.up(part.title)}
              icon={ArrowUp}
              disabled={index < 2}
              onClick={() => moveUp(index)}
            />
            <IconButton
              label={texts.remove(part.title)}
              icon={X}
              disabled={index === 0}
              onClick={() => setParts(parts.filter(({ key }) => key !== part.key))}
            />
          </div>
        ))}
        <div>
          <Button isSmall icon={Plus} disabled={parts.length >= MOST_PARTS} onClick={add}>
            {texts.add}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
