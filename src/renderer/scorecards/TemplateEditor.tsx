import { Plus } from 'lucide-react'
import type { ScorecardTemplate, TemplateBody, TemplateMetric } from '../../contract/scorecards.ts'
import { MOST_METRICS, targetBasisSchema } from '../../contract/scorecards.ts'
import { formatRate, PPM_ONE } from '../../contract/money.ts'
import { useCommand, useEngineQuery } from '../client/hooks.ts'
import { usePeriod } from '../client/programme.ts'
import { Button } from '../ui/Button.tsx'
import { ChangeFields } from '../ui/ChangeFields.tsx'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { FootNote } from '../ui/Inspector.tsx'
import { Column, Split } from '../ui/Page.tsx'
import { Select } from '../ui/Select.tsx'
import { Badge, Callout, Status } from '../ui/Status.tsx'
import { BandEditor } from './BandEditor.tsx'
import { MetricEditor } from './MetricEditor.tsx'
import {
  addMetric,
  bandsProblem,
  isChanged,
  isStorable,
  keepDraft,
  leftOf,
  metricProblem,
  spreadEvenly,
  useTemplateDrafts,
} from './templateDraft.ts'
import styles from './TemplateEditor.module.css'
import { TemplatePreview } from './TemplatePreview.tsx'
import { templateTexts as texts } from './templateTexts.ts'

interface EditorProps {
  template: ScorecardTemplate
  baseCurrency: string
}

/** Metrics in sentences, weights that must add up to 100 %, bands; beside it what it would say about everybody now. */
export function TemplateEditor({ template, baseCurrency }: EditorProps) {
  const kept = useTemplateDrafts(({ drafts }) => drafts.get(template.id))
  const draft = kept ?? { name: template.name, body: template.body }
  const update = useCommand('scorecards.updateTemplate')
  const period = usePeriod()
  const { body } = draft
  const hasChanges = isChanged(draft, template)
  const isReady = isStorable(draft)
  const isForeign = body.currency !== baseCurrency
  const tried = useEngineQuery(
    'scorecards.try',
    { body, from: period?.from ?? '', to: period?.to ?? '' },
    { enabled: period !== undefined && isReady && !isForeign, keepLast: true },
  )
  const set = (change: Partial<typeof draft>): void => {
    const next = { ...draft, ...change }
    keepDraft(template.id, isChanged(next, template) ? next : null)
  }
  const setBody = (change: Partial<TemplateBody>): void => set({ body: { ...body, ...change } })
  const setMetric = (index: number, metric: TemplateMetric | null): void =>
    setBody({ metrics: body.metrics.flatMap((old, i) => (i === index ? (metric ?? []) : old)) })
  const save = (): void =>
    update.mutate({ id: template.id, name: draft.name.trim(), body }, { onSuccess: () => keepDraft(template.id, null) })
  const categories = [...new Set(body.metrics.map(({ category }) => category).filter((name) => name !== ''))]
  return (
    <Split>
      <Column>
        <div className={styles.scroll}>
          <ChangeFields className={styles.editor}>
            <div className={styles.head}>
              <Field label={texts.columns.name} className={styles.name}>
                {(control) => (
                  <Input {...control} maxLength={80} value={draft.name} onValue={(name) => set({ name })} />
                )}
              </Field>
              <p className={styles.state}>
                <Badge meaning="note">{texts.version(template.version)}</Badge>
                {template.isArchived && <Badge meaning="mute">{texts.archived}</Badge>}
              </p>
              <p className={styles.sentence}>
                {texts.targetsAre}{' '}
                <Select
                  isInline
                  label={texts.targetsAre}
                  value={body.basis}
                  onValue={(basis) => setBody({ basis })}
                  options={targetBasisSchema.options.map((value) => ({ value, label: texts.basis[value] }))}
                />
                . <span className="ink2">{texts.otherPeriods}</span>
              </p>
            </div>
            {isForeign && (
              <Callout meaning="warn">
                <span>{texts.otherCurrency(body.currency, baseCurrency)}</span>
                <Button isSmall onClick={() => setBody({ currency: baseCurrency })}>
                  {texts.takeCurrency(baseCurrency)}
                </Button>
              </Callout>
            )}
            <h2 className={styles.title}>{texts.metrics}</h2>
            {body.metrics.map((metric, index) => (
              <MetricEditor
                // Metrics have no name of their own; their place is what they are told apart by.
                key={index}
                metric={metric}
                number={index + 1}
                basis={body.basis}
                currency={body.currency}
                categories={categories}
                median={tried.data?.metrics.find(({ measure }) => measure === metric.measure)}
                problem={metricProblem(body, index)}
                onMetric={(next) => setMetric(index, next)}
                onRemove={body.metrics.length > 1 ? () => setMetric(index, null) : null}
              />
            ))}
            <div className={styles.sum}>
              <Button
                look="bare"
                isSmall
                icon={Plus}
                disabled={body.metrics.length >= MOST_METRICS}
                title={body.metrics.length >= MOST_METRICS ? texts.mostMetrics : undefined}
                onClick={() => set({ body: addMetric(body) })}
              >
                {texts.addMetric}
              </Button>
              <Button look="bare" isSmall onClick={() => set({ body: spreadEvenly(body) })}>
                {texts.spread}
              </Button>
              <WeightSum left={leftOf(body)} />
            </div>
            <BandEditor bands={body.bands} problem={bandsProblem(body)} onBands={(bands) => setBody({ bands })} />
            {update.error && <ErrorNote error={update.error} />}
          </ChangeFields>
        </div>
      </Column>
      <TemplatePreview
        tried={isReady && !isForeign ? tried.data : undefined}
        error={isReady && !isForeign ? tried.error : null}
        period={period}
        foot={
          <>
            <Button changes look="main" disabled={!hasChanges || !isReady || update.isPending} onClick={save}>
              {texts.save}
            </Button>
            <Button disabled={!hasChanges} onClick={() => keepDraft(template.id, null)}>
              {texts.discard}
            </Button>
            {hasChanges && <FootNote>{texts.unsaved}</FootNote>}
          </>
        }
      />
    </Split>
  )
}

/** The sum as one types, and what is left to give or too much. */
function WeightSum({ left }: { left: number }) {
  return (
    <p className={styles.weights} role="status">
      {left === 0 ? (
        <Status meaning="good">{texts.isWhole}</Status>
      ) : (
        <>
          <b>{texts.sumIs(formatRate(PPM_ONE - left))}</b>
          <Status meaning="warn">{left > 0 ? texts.left(formatRate(left)) : texts.tooMuch(formatRate(-left))}</Status>
        </>
      )}
    </p>
  )
}
