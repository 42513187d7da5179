import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Output } from '../../contract/methods.ts'
import { formatMinor } from '../../contract/money.ts'
import type { PlanBody, PlanRule } from '../../contract/plans.ts'
import { useCommand, useEngineQuery } from '../client/hooks.ts'
import { Button } from '../ui/Button.tsx'
import { ChangeFields } from '../ui/ChangeFields.tsx'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { Column, Split } from '../ui/Page.tsx'
import { Callout } from '../ui/Status.tsx'
import { useLeaving } from '../ui/useLeaving.ts'
import { currencyOf, isStorable, newRule } from './planDraft.ts'
import type { Plan } from './PlanPage.tsx'
import styles from './PlanEditor.module.css'
import { PlanPreview, useExample } from './PlanPreview.tsx'
import { planTexts as texts } from './planTexts.ts'
import { PublishDialog } from './PublishDialog.tsx'
import { RuleEditor } from './RuleEditor.tsx'

interface DraftProps {
  plan: Plan
  draft: PlanBody
  number: number
  programme: Output<'programme.get'>
  isPublishing: boolean
  onPublishing: (isPublishing: boolean) => void
  onPublished: () => void
}

/** The sentence editor with its worked example. What is typed is stored by Save, by Publish and on leaving. */
export function PlanDraft({ plan, draft, number, programme, isPublishing, onPublishing, onPublished }: DraftProps) {
  const [body, setBody] = useState(draft)
  const saveDraft = useCommand('plans.saveDraft')
  const currency = currencyOf(body, programme.baseCurrency)
  const isReady = isStorable(body)
  const example = useExample(body, currency)
  const preview = useEngineQuery(
    'plans.preview',
    { body, orders: example.orders },
    { enabled: isReady, keepLast: true },
  )
  const isChanged = JSON.stringify(body) !== JSON.stringify(draft)

  const save = async (): Promise<void> => {
    if (isChanged && isReady) await saveDraft.mutateAsync({ id: plan.id, body })
  }
  // What was published is stored; saving it again would make a draft of the next version.
  const isPublished = useRef(false)
  useLeaving(() => (isChanged && isReady && !isPublished.current ? save() : undefined))

  const setRule = (index: number, rule: PlanRule | null): void =>
    setBody({ rules: body.rules.flatMap((old, i) => (i === index ? (rule ? [rule] : []) : [old])) })
  const cliffs = preview.data?.cliffs ?? []
  return (
    <Split>
      <Column>
        <ChangeFields className={styles.editor}>
          {body.rules.map((rule, index) => (
            <div key={rule.key}>
              <RuleEditor
                rule={rule}
                number={index + 1}
                baseCurrency={programme.baseCurrency}
                onRule={(next) => setRule(index, next)}
                onRemove={body.rules.length > 1 ? () => setRule(index, null) : null}
              />
              {cliffs
                .filter((cliff) => cliff.rule === rule.key || cliff.rule === rule.name)
                .map((cliff) => (
                  <Callout key={cliff.at} meaning="warn">
                    <span>
                      {texts.cliff(
                        rule.payment.kind === 'whole' && rule.payment.counter.unit === 'count'
                          ? String(cliff.at)
                          : formatMinor(cliff.at, cliff.currency),
                        formatMinor(cliff.beforeMinor, cliff.currency),
                        formatMinor(cliff.afterMinor, cliff.currency),
                      )}
                    </span>
                    {rule.payment.kind === 'whole' && (
                      <Button
                        isSmall
                        onClick={() =>
                          setRule(index, {
                            ...rule,
                            payment: { ...rule.payment, kind: 'marginal' } as PlanRule['payment'],
                          })
                        }
                      >
                        {texts.cliffFix}
                      </Button>
                    )}
                  </Callout>
                ))}
            </div>
          ))}
          <div className={styles.add}>
            <Button
              look="bare"
              isSmall
              icon={Plus}
              disabled={body.rules.length >= 20}
              onClick={() =>
                setBody({
                  rules: [
                    ...body.rules,
                    newRule(
                      'percent',
                      programme.baseCurrency,
                      body.rules.map(({ key }) => key),
                    ),
                  ],
                })
              }
            >
              {texts.addRule}
            </Button>
          </div>
          {saveDraft.error && <ErrorNote error={saveDraft.error} />}
        </ChangeFields>
      </Column>
      <PlanPreview
        body={body}
        example={example}
        preview={preview.data}
        error={preview.error}
        foot={
          <>
            <Button changes look="main" disabled={!isReady} onClick={() => onPublishing(true)}>
              {texts.publish(number)}…
            </Button>
            <Button
              changes
              disabled={!isChanged || !isReady || saveDraft.isPending}
              // What went wrong stands under the rules.
              onClick={() => void save().catch(() => undefined)}
            >
              {texts.save}
            </Button>
          </>
        }
      />
      {isPublishing && (
        <PublishDialog
          plan={plan}
          number={number}
          save={save}
          onClose={() => onPublishing(false)}
          onPublished={() => {
            isPublished.current = true
            onPublishing(false)
            onPublished()
          }}
        />
      )}
    </Split>
  )
}
