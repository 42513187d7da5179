import { Check } from 'lucide-react'
import { cx } from './cx.ts'
import { Icon } from './Icon.tsx'
import styles from './parts.module.css'
import { uiTexts } from './texts.ts'

export interface Step {
  name: string
  /** Who did it and when, or what it waits for. */
  who?: string | undefined
}

/** Where something stands: done is ticked, now is filled, later is a number. `onStep` goes back to a step that is done. */
export function Stepper({
  steps,
  now,
  onStep,
}: {
  steps: readonly Step[]
  now: number
  onStep?: (index: number) => void
}) {
  return (
    <ol className={styles.steps} aria-label={uiTexts.steps}>
      {steps.map((step, index) => {
        const state = index < now ? 'done' : index === now ? 'now' : 'later'
        const content = (
          <>
            <span className={styles.dot}>{state === 'done' ? <Icon of={Check} size={12} /> : index + 1}</span>
            <b>{step.name}</b>
            {step.who !== undefined && <span title={step.who}>{step.who}</span>}
          </>
        )
        const className = cx(styles.step, step.who === undefined && styles.noWho)
        return (
          <li key={step.name} aria-current={state === 'now' ? 'step' : undefined}>
            {state === 'done' && onStep ? (
              <button type="button" className={className} data-state={state} onClick={() => onStep(index)}>
                {content}
              </button>
            ) : (
              <div className={className} data-state={state}>
                {content}
              </div>
            )}
          </li>
        )
      })}
    </ol>
  )
}
