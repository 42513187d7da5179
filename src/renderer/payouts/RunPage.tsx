import { Ellipsis } from 'lucide-react'
import { useCallback, useState, type ReactNode } from 'react'
import { formatDay } from '../../contract/dates.ts'
import { formatMinor } from '../../contract/money.ts'
import type { Payout, Run } from '../../contract/payouts.ts'
import type { ProgrammeSettings } from '../../contract/programme.ts'
import { useCommand, useEngineQuery } from '../client/hooks.ts'
import { linkTo } from '../client/navigation.ts'
import { useProgramme } from '../client/programme.ts'
import { IconButton } from '../ui/Button.tsx'
import { ErrorNote, ErrorState } from '../ui/ErrorState.tsx'
import { Menu, type MenuItem } from '../ui/Menu.tsx'
import { Column, Page, Split } from '../ui/Page.tsx'
import { Stepper, type Step } from '../ui/Stepper.tsx'
import { ExportDialog } from './ExportDialog.tsx'
import { PayDialog } from './PayDialog.tsx'
import { ReasonDialog } from './ReasonDialog.tsx'
import styles from './Run.module.css'
import { minimumText, payablesOf } from './runFigures.ts'
import { RunLists } from './RunLists.tsx'
import { RunPanel, type RunAction } from './RunPanel.tsx'
import { periodText, shortDay } from './runPeriod.ts'
import { runSteps, runTexts as texts } from './runTexts.ts'
import { SaveStatementsDialog } from './SaveStatementsDialog.tsx'
import { payoutTexts } from './texts.ts'

const crumbs = [
  { label: payoutTexts.page, href: linkTo({ page: 'payouts' }) },
  { label: payoutTexts.tabs.runs, href: linkTo({ page: 'payouts', parts: ['runs'] }) },
]

/** One run: its frozen list, where it stands, and the one thing to do next. */
export function RunPage({ id }: { id: number }) {
  const query = useEngineQuery('payouts.run', { id }, { keepLast: true })
  const programme = useProgramme()
  const run = query.data
  if (!run || !programme)
    return (
      <Page title={payoutTexts.tabs.runs} crumbs={crumbs}>
        {query.error && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      </Page>
    )
  return <OneRun run={run} programme={programme} />
}

type Asked = { kind: 'exclude'; payout: Payout } | { kind: 'void' | 'export' | 'pay' | 'save' }

function OneRun({ run, programme }: { run: Run; programme: ProgrammeSettings & { today: string } }) {
  const { id, fingerprint, number, state } = run
  const [asked, setAsked] = useState<Asked | null>(null)
  const close = (): void => setAsked(null)
  const review = useCommand('payouts.review')
  const approve = useCommand('payouts.approve')
  const backToDraft = useCommand('payouts.backToDraft')
  const closeRun = useCommand('payouts.close')
  const include = useCommand('payouts.include')
  const steps = [review, approve, backToDraft, closeRun, include]
  const failed = steps.find(({ error }) => error !== null)?.error
  const { mutate: includeOne } = include
  const onExclude = useCallback((payout: Payout) => setAsked({ kind: 'exclude', payout }), [])
  const onInclude = useCallback((payout: Payout) => includeOne({ payoutId: payout.id }), [includeOne])
  const act = (action: RunAction): void => {
    // What failed before is old news.
    for (const step of steps) step.reset()
    switch (action) {
      case 'review':
        return review.mutate({ id, fingerprint })
      case 'approve':
        return approve.mutate({ id, fingerprint })
      case 'backToDraft':
        return backToDraft.mutate({ id })
      case 'close':
        return closeRun.mutate({ id })
      case 'void':
      case 'export':
      case 'pay':
      case 'save':
        return setAsked({ kind: action })
    }
  }
  const canVoid = state === 'draft' || state === 'reviewed' || state === 'approved'
  const canSave = run.payouts.some(({ statementId }) => statementId !== null)
  const items: MenuItem[] = [
    ...(state === 'draft' ? [{ label: texts.readAgain, changes: true, run: () => act('backToDraft') }] : []),
    ...(canSave
      ? [{ label: texts.saveAll(run.payouts.filter((one) => one.statementId !== null).length), run: () => act('save') }]
      : []),
    ...(canVoid
      ? [{ label: texts.void, changes: true, isDanger: true, startsGroup: canSave, run: () => act('void') }]
      : []),
  ]
  return (
    <Page
      title={texts.title(number)}
      crumbs={crumbs}
      actions={items.length > 0 && <Menu trigger={<IconButton label={texts.more} icon={Ellipsis} />} items={items} />}
    >
      <div className={styles.head}>
        <div>
          <p className="strong">{periodText(run.from, run.to)}</p>
          <p className="small ink2">{texts.head(formatDay(run.cutoffOn), minimumText(run, programme))}</p>
        </div>
        {state !== 'void' && <Stepper steps={stepsOf(run)} now={nowOf(run)} />}
      </div>
      <Split>
        <Column>
          <RunLists run={run} onExclude={onExclude} onInclude={onInclude} />
        </Column>
        <RunPanel
          run={run}
          isRunning={steps.some(({ isPending }) => isPending)}
          error={failed && <ErrorNote error={failed} />}
          onAction={act}
        />
      </Split>
      {asked && <Asking asked={asked} run={run} today={programme.today} onClose={close} />}
    </Page>
  )
}

/** A stored state is a step that is done; the one after it waits. */
function nowOf({ state }: Run): number {
  return state === 'void' ? 0 : runSteps.indexOf(state) + 1
}

function stepsOf(run: Run): Step[] {
  const now = nowOf(run)
  return runSteps.map((state, index) => {
    const done = index < now ? run.steps.find((step) => step.state === state) : undefined
    const who = done ? texts.by(done.by, shortDay(done.at)) : index === now ? texts.waits : undefined
    return { name: texts.steps[state], who }
  })
}

function Asking({
  asked,
  run,
  today,
  onClose,
}: {
  asked: Asked
  run: Run
  today: string
  onClose: () => void
}): ReactNode {
  switch (asked.kind) {
    case 'exclude':
      return <ExcludeDialog payout={asked.payout} onClose={onClose} />
    case 'void':
      return <VoidDialog run={run} onClose={onClose} />
    case 'export':
      return <ExportDialog run={run} onClose={onClose} />
    case 'pay':
      return <PayDialog run={run} today={today} onClose={onClose} />
    case 'save':
      return <SaveStatementsDialog run={run} onClose={onClose} />
  }
}

function ExcludeDialog({ payout, onClose }: { payout: Payout; onClose: () => void }) {
  const exclude = useCommand('payouts.exclude')
  return (
    <ReasonDialog
      title={texts.excludeTitle(payout.partnerName)}
      lead={texts.excludeLead(`${payout.currency} ${formatMinor(payout.balanceMinor, payout.currency)}`)}
      action={texts.excludeAction}
      hint={texts.excludeHint}
      isRunning={exclude.isPending}
      error={exclude.error}
      onReason={(reason) => exclude.mutate({ payoutId: payout.id, reason }, { onSuccess: onClose })}
      onClose={onClose}
    />
  )
}

function VoidDialog({ run, onClose }: { run: Run; onClose: () => void }) {
  const voidRun = useCommand('payouts.void')
  return (
    <ReasonDialog
      title={texts.voidTitle(run.number)}
      lead={texts.voidLead(payablesOf(run).length)}
      action={texts.voidTitle(run.number)}
      hint={texts.voidHint}
      isDanger
      isRunning={voidRun.isPending}
      error={voidRun.error}
      onReason={(reason) => voidRun.mutate({ id: run.id, reason }, { onSuccess: onClose })}
      onClose={onClose}
    />
  )
}
