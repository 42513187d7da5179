import { Plus, X } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { formatDay } from '../../contract/dates.ts'
import { formatMeasure } from '../../contract/measureTexts.ts'
import type { FeedbackSummary } from '../../contract/reviewPlans.ts'
import { toFileName } from '../../contract/shell.ts'
import { errorText } from '../client/errorTexts.ts'
import { useCommand, useEngineQuery } from '../client/hooks.ts'
import { engine } from '../client/session.ts'
import { askShell } from '../client/shell.ts'
import { say } from '../client/toasts.ts'
import { Button, ButtonRow, IconButton } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorNote, ErrorState } from '../ui/ErrorState.tsx'
import { formatCount } from '../ui/figures.tsx'
import { Section } from '../ui/Lines.tsx'
import { MiniTable } from '../ui/MiniTable.tsx'
import { saySaved } from '../ui/saySaved.ts'
import { AddFeedbackDialog, TakeAnswerDialog } from './FeedbackDialogs.tsx'
import styles from './Reviews.module.css'
import { reviewTexts } from './texts.ts'

const texts = reviewTexts.feedback

async function saveSurvey(partnerId: number): Promise<void> {
  try {
    const { fileName, html } = await engine.call('reviews.survey', { partnerId })
    const file = await askShell('saveFile', { name: toFileName(fileName), content: { kind: 'text', text: html } })
    if (file) saySaved(texts.surveySaved(file.name), file)
  } catch (error) {
    say({ text: errorText(error).what, isError: true })
  }
}

/** What a partner says about working together, and the survey that asks for it. */
export function PartnerFeedback({ partnerId }: { partnerId: number }) {
  const feedback = useEngineQuery('reviews.feedback', { partnerId })
  const [asked, setAsked] = useState<'add' | 'take' | null>(null)
  if (feedback.isError) return <ErrorState error={feedback.error} onRetry={() => void feedback.refetch()} />
  if (!feedback.data) return null
  const buttons = (
    <ButtonRow>
      <Button isSmall onClick={() => void saveSurvey(partnerId)}>
        {texts.survey}
      </Button>
      <Button changes isSmall onClick={() => setAsked('take')}>
        {texts.paste}
      </Button>
      <Button changes isSmall icon={Plus} onClick={() => setAsked('add')}>
        {texts.add}
      </Button>
    </ButtonRow>
  )
  return (
    <>
      {feedback.data.answers.length === 0 ? (
        <EmptyState title={texts.none} actions={buttons}>
          {texts.noneMore}
        </EmptyState>
      ) : (
        <Answers summary={feedback.data} buttons={buttons} />
      )}
      {asked === 'add' && <AddFeedbackDialog partnerId={partnerId} onClose={() => setAsked(null)} />}
      {asked === 'take' && <TakeAnswerDialog onClose={() => setAsked(null)} />}
    </>
  )
}

function Answers({ summary, buttons }: { summary: FeedbackSummary; buttons: ReactNode }) {
  const { answers, score, promoters, passives, detractors, themes } = summary
  const remove = useCommand('reviews.removeFeedback')
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={reviewTexts.feedbackTab}>
      <Section title={texts.summary} actions={buttons}>
        {score !== null && (
          <div>
            <p className={styles.score}>{formatMeasure(score, 'score', '')}</p>
            <p className="small ink2">{texts.counts(promoters, passives, detractors)}</p>
          </div>
        )}
      </Section>
      {themes.length > 0 && (
        <Section title={texts.themes}>
          <div className={styles.pair}>
            <MiniTable
              label={texts.themes}
              head={[texts.theme, texts.ticked]}
              rows={themes.map(({ theme, count }) => ({ key: theme, cells: [theme, formatCount(count)] }))}
            />
          </div>
        </Section>
      )}
      <Section title={texts.answers} sub={formatCount(answers.length)}>
        {remove.error && <ErrorNote error={remove.error} />}
        <ul className={styles.points}>
          {answers.map((answer) => {
            const { id, comment, givenOn, respondent, nps, isFromSurvey } = answer
            const foot = [
              formatDay(givenOn),
              respondent,
              nps === null ? texts.noNumber : texts.ofTen(nps),
              answer.themes.join(', '),
              isFromSurvey ? texts.fromSurvey : '',
            ]
            return (
              <li key={id} className={styles.point}>
                <div>
                  <p>{comment === '' ? <span className="ink2">{texts.noComment}</span> : comment}</p>
                  <p className={styles.pointFoot}>{foot.filter((part) => part !== '').join(' · ')}</p>
                </div>
                <IconButton
                  changes
                  isSmall
                  label={texts.removeLabel(givenOn)}
                  icon={X}
                  onClick={() => remove.mutate({ id })}
                />
              </li>
            )
          })}
        </ul>
      </Section>
    </div>
  )
}
