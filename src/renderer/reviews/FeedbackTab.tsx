import { useState } from 'react'
import type { InputKey } from '../../contract/measures.ts'
import { formatMeasure, measureTexts } from '../../contract/measureTexts.ts'
import type { ViewFilter, ViewRow } from '../../contract/views.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { linkTo, navigate, useRoute } from '../client/navigation.ts'
import type { Period } from '../../contract/periods.ts'
import { usePeriod } from '../client/programme.ts'
import { within } from '../client/rowLinks.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Figure, Figures } from '../ui/Figure.tsx'
import { formatCount } from '../ui/figures.tsx'
import type { TableColumn, TableView } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/DataTable.tsx'
import { TakeAnswerDialog } from './FeedbackDialogs.tsx'
import styles from './Reviews.module.css'
import { reviewTexts } from './texts.ts'

const texts = reviewTexts.feedbackTabs
const words = texts.columns
const kinds = ['promoter', 'passive', 'detractor'] as const
type Kind = (typeof kinds)[number]

/** Of the table `feedback`. */
export const feedbackColumns: readonly TableColumn[] = [
  { key: 'givenOn', label: words.givenOn, width: 104, need: 1 },
  { key: 'partner', label: words.partner, width: 170, need: 1, isStrong: true },
  { key: 'nps', label: words.nps, width: 64, need: 1 },
  { key: 'kind', label: words.kind, width: 104, need: 3, choices: texts.kinds },
  { key: 'themes', label: words.themes, width: 150, need: 2 },
  { key: 'comment', label: words.comment, width: 220, need: 1, isGrowing: true },
  { key: 'respondent', label: words.respondent, width: 130, need: 4, isQuiet: true },
  { key: 'manager', label: words.manager, width: 130, isHidden: true, isQuiet: true },
  { key: 'group', label: words.group, width: 110, isHidden: true, isQuiet: true },
  { key: 'isFromSurvey', label: words.isFromSurvey, width: 112, isHidden: true },
  { key: 'partnerId', label: words.partnerId, width: 96, isHidden: true, isQuiet: true },
]

const kindIs = (value: Kind) => ({ column: 'kind', operator: 'is', value }) as const
const views: readonly TableView[] = [
  { key: 'all', label: texts.views.all, filters: [] },
  { key: 'promoters', label: texts.views.promoters, filters: [kindIs('promoter')] },
  { key: 'passives', label: texts.views.passives, filters: [kindIs('passive')] },
  { key: 'detractors', label: texts.views.detractors, filters: [kindIs('detractor')] },
]

/** Feedback is added and removed on the page of its partner. */
const open = ({ cells }: ViewRow): void =>
  navigate({ page: 'partners', parts: [Number(cells['partnerId']), 'feedback'] })

/** What all partners said, under the NPS of the period of the top bar; Enter opens the partner. [QB19] */
export function FeedbackTab() {
  const { filters } = useRoute()
  const period = usePeriod()
  const [isTaking, setTaking] = useState(false)
  const take = (
    <Button changes isSmall onClick={() => setTaking(true)}>
      {reviewTexts.feedback.paste}
    </Button>
  )
  return (
    <>
      {period && <PromoterScore period={period} />}
      <DataTable
        table="feedback"
        name="reviews.feedback"
        label={texts.label}
        columns={feedbackColumns}
        views={views}
        linkedFilters={filters}
        onOpen={open}
        actions={take}
        empty={
          <EmptyState
            title={texts.empty}
            actions={
              <Button look="main" onClick={() => navigate({ page: 'partners' })}>
                {texts.openPartners}
              </Button>
            }
          >
            {texts.emptyMore}
          </EmptyState>
        }
      />
      {isTaking && <TakeAnswerDialog onClose={() => setTaking(false)} />}
    </>
  )
}

const scoreText = (score: number): string => formatMeasure(score, 'score', '')

/** NPS and what it is made of; each figure opens to its answers in the table below. */
function PromoterScore({ period }: { period: Period }) {
  const { from, to, label, compareFrom, compareTo, compareLabel } = period
  const keys = ['promoterScore' as const]
  const read = useEngineQuery('measures.read', { keys, partnerId: null, from, to }, { keepLast: true })
  const before = useEngineQuery(
    'measures.read',
    { keys, partnerId: null, from: compareFrom ?? from, to: compareTo ?? to },
    { enabled: compareFrom !== null },
  )
  if (read.isError) return <ErrorState error={read.error} onRetry={() => void read.refetch()} />
  const now = read.data?.values[0]
  if (!now) return null
  if (now.value === null) return <p className={styles.noScore}>{texts.noScore(label)}</p>
  const count = (key: InputKey): number => now.inputs.find((input) => input.key === key)?.value ?? 0
  const [answers, promoters, detractors] = [count('answers'), count('promoters'), count('detractors')]
  const counts: Readonly<Record<Kind, number>> = {
    promoter: promoters,
    passive: answers - promoters - detractors,
    detractor: detractors,
  }
  const rowsLink = (filter: ViewFilter): string =>
    linkTo({
      page: 'reviews',
      parts: ['feedback'],
      filters: [within('givenOn', period), filter],
    })
  const scoreBefore = before.data?.values[0]?.value ?? null
  const { label: name, formula } = measureTexts.promoterScore
  return (
    <div className={styles.above}>
      <Figures label={texts.figures(label)} columns={4}>
        <Figure
          label={name}
          formula={`${name} = ${formula}`}
          rows={[
            [texts.period, label],
            [reviewTexts.feedback.answers, formatCount(answers)],
          ]}
          value={scoreText(now.value)}
          href={rowsLink({ column: 'nps', operator: 'empty', value: false })}
          fact={
            compareLabel !== null &&
            before.data &&
            (scoreBefore === null ? texts.noBefore(compareLabel) : texts.before(compareLabel, scoreText(scoreBefore)))
          }
        />
        {kinds.map((kind) => (
          <Figure
            key={kind}
            label={texts.figure[kind]}
            formula={texts.formulas[kind]}
            rows={[[texts.period, label]]}
            value={formatCount(counts[kind])}
            href={rowsLink(kindIs(kind))}
            fact={texts.share(formatMeasure(Math.round((counts[kind] * 1_000_000) / answers), 'rate', ''), answers)}
          />
        ))}
      </Figures>
    </div>
  )
}
