import { Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Objective } from '../../contract/objectives.ts'
import type { Output } from '../../contract/methods.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { linkTo, navigate, useRoute } from '../client/navigation.ts'
import { useProgramme } from '../client/programme.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Column, Page, Split } from '../ui/Page.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import styles from './Metrics.module.css'
import { ObjectiveDialog } from './ObjectiveDialog.tsx'
import { ObjectiveList } from './ObjectiveList.tsx'
import { ObjectivePanel } from './ObjectivePanel.tsx'
import { objectiveTexts as texts } from './objectiveTexts.ts'

const shows = ['running', 'ahead', 'over', 'archived'] as const
type Show = (typeof shows)[number]

/** Targets with what was reached, the verdict and its arithmetic. */
export function ObjectivesPage() {
  const { parts, params } = useRoute()
  const show = shows.find((known) => known === parts[0]) ?? 'running'
  const programme = useProgramme()
  const query = useEngineQuery('objectives.list', { show, partnerId: null }, { keepLast: true })
  // Links and the command palette open the form: #/objectives?new=objective
  const [edited, setEdited] = useState<Objective | 'new' | null>(null)
  const isNew = params.new === 'objective'
  const crumbs = useMemo(() => [{ label: texts.home, href: linkTo({ page: 'home' }) }], [])
  const openId = Number(params.open)
  // In the address, so that Back from the rows of a figure finds the panel again; choosing is no step of its own.
  const choose = (id: number | null): void =>
    navigate({ page: 'objectives', parts, params: id === null ? {} : { open: String(id) } }, { replace: true })
  const close = (): void => {
    setEdited(null)
    if (isNew) navigate({ page: 'objectives', parts }, { replace: true })
  }
  const form = edited ?? (isNew ? 'new' : null)
  return (
    <Page
      title={texts.page}
      crumbs={crumbs}
      actions={
        <Button changes isSmall icon={Plus} onClick={() => setEdited('new')}>
          {texts.set}
        </Button>
      }
    >
      <Tabs
        label={texts.page}
        current={show}
        tabs={shows.map((key) => ({
          key,
          label: texts.tabs[key],
          href: linkTo({ page: 'objectives', parts: key === 'running' ? [] : [key] }),
        }))}
      />
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && programme && (
        <Objectives
          key={show}
          data={query.data}
          show={show}
          startMonth={programme.fiscalYearStartMonth}
          openId={Number.isSafeInteger(openId) ? openId : null}
          onChoose={choose}
          onEdit={setEdited}
        />
      )}
      {form !== null && programme && (
        <ObjectiveDialog
          objective={form === 'new' ? null : form}
          programme={programme}
          onClose={close}
          onSaved={(id) => {
            setEdited(null)
            navigate({ page: 'objectives', params: { open: String(id) } }, { replace: true })
          }}
        />
      )}
    </Page>
  )
}

interface ObjectivesProps {
  data: Output<'objectives.list'>
  show: Show
  startMonth: number
  openId: number | null
  onChoose: (id: number | null) => void
  onEdit: (objective: Objective | 'new') => void
}

function Objectives({ data, show, startMonth, openId, onChoose, onEdit }: ObjectivesProps) {
  const { objectives } = data
  const open = objectives.find(({ id }) => id === openId)
  if (objectives.length === 0)
    return (
      <EmptyState
        title={texts.empty[show]}
        actions={
          show === 'running' && (
            <Button changes look="main" icon={Plus} onClick={() => onEdit('new')}>
              {texts.set}
            </Button>
          )
        }
      >
        {show === 'running' && texts.empty.runningMore}
      </EmptyState>
    )
  return (
    <Split>
      <Column>
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={texts.tabs[show]}>
          <p className={styles.brief}>{summaryOf(objectives, show)}.</p>
          <ObjectiveList
            data={data}
            startMonth={startMonth}
            chosen={open?.id ?? null}
            onChoose={(id) => onChoose(id === openId ? null : id)}
          />
        </div>
      </Column>
      {open && (
        <ObjectivePanel
          objective={open}
          data={data}
          startMonth={startMonth}
          onEdit={() => onEdit(open)}
          onClose={() => onChoose(null)}
        />
      )}
    </Split>
  )
}

/** "2 objectives are on track, 1 drifting, 1 off". */
function summaryOf(objectives: readonly Objective[], show: Show): string {
  const { summary } = texts
  if (show === 'ahead') return summary.ahead(objectives.length)
  if (show === 'archived') return summary.archived(objectives.length)
  const count = (verdict: Objective['judgement']['verdict']): number =>
    objectives.filter(({ judgement }) => judgement.verdict === verdict).length
  const isOver = show === 'over'
  return [
    (isOver ? summary.met : summary.onTrack)(count('onTrack'), objectives.length),
    ...(['drifting', 'off', 'cannotTell'] as const).flatMap((verdict) => {
      const found = count(verdict)
      if (found === 0) return []
      const word = isOver
        ? { drifting: summary.nearlyMet, off: summary.missed, cannotTell: summary.cannotTell }
        : { drifting: summary.drifting, off: summary.off, cannotTell: summary.cannotTell }
      return [word[verdict](found)]
    }),
  ].join(', ')
}
