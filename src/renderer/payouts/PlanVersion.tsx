import { Pencil } from 'lucide-react'
import { useCommand, useEngineQuery } from '../client/hooks.ts'
import { navigate } from '../client/navigation.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { MomentText } from '../ui/figures.tsx'
import { FootNote } from '../ui/Inspector.tsx'
import { Column, Split } from '../ui/Page.tsx'
import { currencyOf } from './planDraft.ts'
import styles from './PlanEditor.module.css'
import type { Plan } from './PlanPage.tsx'
import { PlanPreview, useExample } from './PlanPreview.tsx'
import { ruleSentences } from './planSentences.ts'
import { planTexts as texts } from './planTexts.ts'
import { Assignments } from './Assignments.tsx'

/** A published version: it is read, never edited. Changing the plan makes a draft of the next one. */
export function PlanVersion({
  plan,
  version,
  baseCurrency,
}: {
  plan: Plan
  version: Plan['versions'][number]
  baseCurrency: string
}) {
  const saveDraft = useCommand('plans.saveDraft')
  const example = useExample(version.body, currencyOf(version.body, baseCurrency))
  const preview = useEngineQuery('plans.preview', { body: version.body, orders: example.orders }, { keepLast: true })
  const change = async (): Promise<void> => {
    if (!plan.draft) await saveDraft.mutateAsync({ id: plan.id, body: version.body })
    navigate({ page: 'payouts', parts: ['plans', plan.id] })
  }
  return (
    <Split>
      <Column>
        <div className={styles.editor}>
          {version.body.rules.map((rule, index) => (
            <section key={rule.key} className={styles.rule} aria-label={texts.rule(index + 1)}>
              <span className={styles.number}>{index + 1}</span>
              <div className={styles.ruleBody}>
                <h2 className="strong">{rule.name}</h2>
                {ruleSentences(rule).map((sentence) => (
                  <p key={sentence}>{sentence}</p>
                ))}
              </div>
            </section>
          ))}
          <p className={`${styles.below} ink2 small`}>
            <span>
              {texts.versions} <MomentText at={version.publishedAt} />{' '}
              {texts.publishedBy(version.publishedBy, version.commissions)}
            </span>
          </p>
          <Assignments plan={plan} />
          {saveDraft.error && <ErrorNote error={saveDraft.error} />}
        </div>
      </Column>
      <PlanPreview
        body={version.body}
        example={example}
        preview={preview.data}
        error={preview.error}
        foot={
          <>
            <Button changes icon={Pencil} onClick={() => void change().catch(() => undefined)}>
              {texts.change}
            </Button>
            <FootNote>{texts.changeLead}</FootNote>
          </>
        }
      />
    </Split>
  )
}
