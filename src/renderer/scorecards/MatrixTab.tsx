import { useMemo, useState, type ReactNode } from 'react'
import type { ScorecardTemplate } from '../../contract/scorecards.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { linkTo } from '../client/navigation.ts'
import type { Period } from '../../contract/periods.ts'
import { usePeriod } from '../client/programme.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Input } from '../ui/Field.tsx'
import { Select, type Option } from '../ui/Select.tsx'
import { Callout } from '../ui/Status.tsx'
import type { Compared } from './ChangeCell.tsx'
import { Matrix, type Shown } from './Matrix.tsx'
import styles from './Matrix.module.css'
import {
  arrangeRows,
  type MatrixData,
  type MatrixFilter,
  type MatrixSort,
  type ScoreBefore,
  withBefore,
} from './matrixRows.ts'
import { NoTemplate } from './NoTemplate.tsx'
import { PublishDialog } from './PublishDialog.tsx'
import { useTemplateChoice, useTemplates } from './templateChoice.ts'
import { scorecardTexts } from './texts.ts'

const texts = scorecardTexts.matrix
/** Stands for "all" in lists of choices, which hold texts only; no group or band is called so. */
const ALL = '\0'

/** Every partner's metrics by one template over the period of the top bar. */
export function MatrixTab() {
  const { query, templates, template } = useTemplates()
  const period = usePeriod()
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data || !period) return null
  if (!template) return <NoTemplate />
  return <MatrixOf template={template} templates={templates} period={period} />
}

function MatrixOf({
  template,
  templates,
  period,
}: {
  template: ScorecardTemplate
  templates: readonly ScorecardTemplate[]
  period: Period
}) {
  const { from, to, compareFrom, compareTo } = period
  const query = useEngineQuery('scorecards.matrix', { templateId: template.id, from, to })
  const before = useEngineQuery(
    'scorecards.scores',
    { templateId: template.id, from: compareFrom ?? from, to: compareTo ?? to },
    { enabled: compareFrom !== null },
  )
  const choose = (
    <Select
      isSmall
      className={styles.template}
      label={scorecardTexts.template}
      value={template.id}
      onValue={(templateId) => useTemplateChoice.setState({ templateId })}
      options={templates.map(({ id, name }) => ({ value: id, label: name }))}
    />
  )
  if (query.error)
    return (
      <>
        <div className={styles.toolbar}>{choose}</div>
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      </>
    )
  if (!query.data) return null
  if (query.data.partners.length === 0)
    return (
      <>
        <div className={styles.toolbar}>{choose}</div>
        <EmptyState
          title={scorecardTexts.noPartners}
          actions={<a href={linkTo({ page: 'partners' })}>{scorecardTexts.openPartners}</a>}
        >
          {scorecardTexts.noPartnersMore}
        </EmptyState>
      </>
    )
  const known = compareFrom === null ? undefined : before.data
  return <Filled data={query.data} before={known?.partners} template={template} period={period} choose={choose} />
}

function comparedIn({ compareFrom, compareTo, compareLabel }: Period): Compared | null {
  if (compareFrom === null || compareTo === null || compareLabel === null) return null
  return { from: compareFrom, to: compareTo, label: compareLabel }
}

const nobody: readonly ScoreBefore[] = []
const byScore: MatrixSort = { column: 'score', isDescending: true }

const valuesOf = (texts: readonly string[]): string[] =>
  [...new Set(texts)].toSorted((a, b) => a.localeCompare(b, 'en'))

function Filled({
  data,
  before = nobody,
  template,
  period,
  choose,
}: {
  data: MatrixData
  before: readonly ScoreBefore[] | undefined
  template: ScorecardTemplate
  period: Period
  choose: ReactNode
}) {
  const [filter, setFilter] = useState<MatrixFilter>({ text: '', group: null, band: null })
  const [chosenSort, setSort] = useState(byScore)
  const compared = comparedIn(period)
  const sort = compared === null && chosenSort.column === 'change' ? byScore : chosenSort
  const [shown, setShown] = useState<Shown>('attained')
  const [isPublishing, setPublishing] = useState(false)
  const rows = useMemo(
    () => arrangeRows(withBefore(data.partners, before), filter, sort),
    [data.partners, before, filter, sort],
  )
  const groups = valuesOf(data.partners.map(({ group }) => group))
  const { bands } = template.body
  const open = rows.filter(({ scorePpm, cardId }) => scorePpm !== null && cardId === null)
  const clear = (): void => setFilter({ text: '', group: null, band: null })
  return (
    <>
      <div className={styles.toolbar}>
        {choose}
        <Input
          isSmall
          type="search"
          className={styles.search}
          aria-label={texts.search}
          placeholder={texts.search}
          value={filter.text}
          onValue={(text) => setFilter({ ...filter, text })}
        />
        {groups.length > 1 && (
          <Choice
            label={texts.group}
            all={texts.allGroups}
            values={groups.map((group) => ({ value: group, label: group === '' ? texts.noGroup : group }))}
            value={filter.group}
            onValue={(group) => setFilter({ ...filter, group })}
          />
        )}
        <Choice
          label={texts.band}
          all={texts.band0}
          values={bands.map(({ name }) => ({ value: name, label: name }))}
          value={filter.band}
          onValue={(band) => setFilter({ ...filter, band })}
        />
        <div className={styles.shows} role="group" aria-label={texts.shows}>
          {(['attained', 'actual'] as const).map((key) => (
            <Button key={key} isSmall aria-pressed={shown === key} onClick={() => setShown(key)}>
              {texts[key]}
            </Button>
          ))}
        </div>
        <span className={styles.push} />
        <Button changes isSmall look="main" disabled={open.length === 0} onClick={() => setPublishing(true)}>
          {scorecardTexts.publish(open.length)}
        </Button>
      </div>
      {data.partners.some(({ problem }) => problem === 'rateMissing') && (
        <div className={styles.notice}>
          <Callout meaning="warn">
            <span>
              {texts.missing(data.missing.map(({ currency }) => currency).join(', '))}{' '}
              <a href={linkTo({ page: 'settings', parts: ['rates'] })}>{texts.openRates}</a>
            </span>
          </Callout>
        </div>
      )}
      <Matrix
        data={data}
        rows={rows}
        bands={bands}
        shown={shown}
        compared={compared}
        sort={sort}
        onSort={setSort}
        none={<EmptyState title={texts.noMatch} actions={<Button onClick={clear}>{texts.clear}</Button>} />}
      />
      {isPublishing && (
        <PublishDialog
          template={template}
          period={period}
          partnerIds={rows.map(({ partnerId }) => partnerId)}
          onClose={() => setPublishing(false)}
          onPublished={() => setPublishing(false)}
        />
      )}
    </>
  )
}

function Choice({
  label,
  all,
  values,
  value,
  onValue,
}: {
  label: string
  all: string
  values: readonly Option<string>[]
  value: string | null
  onValue: (value: string | null) => void
}) {
  return (
    <Select
      isSmall
      className={styles.filter}
      label={label}
      value={value ?? ALL}
      onValue={(next) => onValue(next === ALL ? null : next)}
      options={[{ value: ALL, label: all }, ...values]}
    />
  )
}
