import { X } from 'lucide-react'
import { useEffect, useId, useRef } from 'react'
import { useEngineQuery } from '../client/hooks.ts'
import { linkTo, navigate, parseRoute, useRoute } from '../client/navigation.ts'
import { say } from '../client/toasts.ts'
import { Button, IconButton, LinkButton } from '../ui/Button.tsx'
import { tourTexts as texts } from './texts.ts'
import { endTour, goBack, goOn, STEP_COUNT, tourSteps, useTour, type TourStep } from './tour.store.ts'
import styles from './Tour.module.css'
import { useTargetBox } from './useTargetBox.ts'

/** The guided tour while it is on and the sample programme is open. */
export function TourPanel() {
  const stops = useEngineQuery('sample.tour', {}).data?.stops ?? null
  useEffect(() => {
    useTour.setState({ stops })
    return () => useTour.setState({ stops: null })
  }, [stops])
  const step = useTour((tour) => tour.step)
  const shown = stops === null || step === null ? undefined : tourSteps(stops)[step]
  return shown && step !== null ? <Panel step={shown} number={step + 1} /> : null
}

/** A card at a corner, and a ring around what it speaks of; the page itself works on as ever. */
function Panel({ step, number }: { step: TourStep; number: number }) {
  const id = useId()
  const next = useRef<HTMLButtonElement>(null)
  const address = linkTo(step.target)
  const { page, parts } = useRoute()
  const there = parseRoute(address)
  const isThere = page === there.page && parts.join('/') === there.parts.join('/')
  const box = useTargetBox(step.mark)
  const isLast = number === STEP_COUNT

  useEffect(() => {
    navigate(parseRoute(address))
    next.current?.focus({ preventScroll: true })
  }, [address])
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      // Wherever Esc means nothing else.
      if (event.key === 'Escape' && !event.defaultPrevented && document.activeElement === document.body) end()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])

  const { title, text } = texts.steps[step.mark]
  return (
    <>
      {isThere && box && <div className={styles.ring} data-tour-ring style={box} aria-hidden />}
      <section
        className={styles.panel}
        aria-label={texts.label}
        aria-describedby={id}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          end()
        }}
      >
        <div className={styles.head}>
          <span className="ink2 small">{texts.count(number, STEP_COUNT)}</span>
          <IconButton isSmall label={texts.end} icon={X} onClick={end} />
        </div>
        <div id={id} role="status" className={styles.words}>
          <h2>{title}</h2>
          <p>{text}</p>
        </div>
        {!isThere && <LinkButton onClick={() => navigate(there)}>{texts.show}</LinkButton>}
        <div className={styles.foot}>
          <Button isSmall look="bare" onClick={end}>
            {texts.end}
          </Button>
          <Button isSmall disabled={number === 1} onClick={goBack}>
            {texts.back}
          </Button>
          <Button ref={next} isSmall look="main" onClick={() => (isLast ? end() : goOn())}>
            {isLast ? texts.finish : texts.next}
          </Button>
        </div>
      </section>
    </>
  )
}

function end(): void {
  endTour()
  say({ text: texts.again })
}
