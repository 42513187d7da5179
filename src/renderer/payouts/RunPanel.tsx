import type { ReactNode } from 'react'
import type { Run } from '../../contract/payouts.ts'
import { Button } from '../ui/Button.tsx'
import { Amounts, formatCount } from '../ui/figures.tsx'
import { ConfirmPanel } from '../ui/Inspector.tsx'
import type { Line } from '../ui/Lines.tsx'
import styles from './Run.module.css'
import { checkItems } from './runChecks.tsx'
import { openPayments, payablesOf, sumPayouts } from './runFigures.ts'
import { shortDay } from './runPeriod.ts'
import { runTexts as texts } from './runTexts.ts'

export type RunAction = 'review' | 'approve' | 'backToDraft' | 'close' | 'void' | 'export' | 'pay' | 'save'

interface PanelProps {
  run: Run
  isRunning: boolean
  /** What the last step answered instead of working. */
  error: ReactNode
  onAction: (action: RunAction) => void
}

/** The frozen list in figures, what was checked, and the next step. */
export function RunPanel({ run, isRunning, error, onAction }: PanelProps) {
  const { title, lead } = texts.confirm[run.state]
  const open = openPayments(run)
  const count = run.state === 'exported' ? open.length : payablesOf(run).length
  const failed = run.checks.filter((check) => !check.isPassed).length
  return (
    <ConfirmPanel
      mark="runPanel"
      title={title}
      lead={lead(count)}
      countLabel={texts.payoutCount}
      totals={run.totals.map(({ currency, payouts, minor }) => ({ currency, count: payouts, minor }))}
      lines={linesOf(run)}
      fingerprint={run.fingerprint.match(/.{1,4}/g)?.join(' ') ?? ''}
      checks={checkItems(run, () => onAction('backToDraft'))}
      checksTitle={texts.checksSummary(run.checks.length - failed, failed)}
      next={{ title: texts.nextTitle, text: nextText(run) }}
      foot={
        <>
          {error !== undefined && <div className={styles.footError}>{error}</div>}
          <Actions run={run} isRunning={isRunning} onAction={onAction} />
        </>
      }
    />
  )
}

function linesOf(run: Run): Line[] {
  const carried = run.payouts.filter(({ carriedBecause }) => carriedBecause !== null).length
  const open = openPayments(run)
  const isPaying = run.state === 'exported' || run.state === 'approved'
  return [
    { label: texts.linesInList, value: formatCount(run.lines) },
    { label: texts.carriedCount, value: texts.partners(carried) },
    ...(isPaying && open.length < payablesOf(run).length
      ? [{ label: texts.openPayments, value: <Amounts amounts={sumPayouts(open)} /> }]
      : []),
    ...run.exports.map(({ fileName, at, isReversed }) => ({
      label: texts.exportedFile(fileName),
      value: isReversed ? texts.reversed : shortDay(at),
      weight: isReversed ? ('off' as const) : undefined,
    })),
  ]
}

/** Nobody has payee data: there is nothing to put into a file. */
function isAllByHand(run: Run): boolean {
  return payablesOf(run).every(({ method }) => method === 'byHand')
}

function nextText(run: Run): string {
  if (run.state !== 'approved') return texts.next[run.state]
  if (payablesOf(run).length === 0) return texts.nextNobody
  return isAllByHand(run) ? texts.nextByHand : texts.next.approved
}

function Actions({ run, isRunning, onAction }: Pick<PanelProps, 'run' | 'isRunning' | 'onAction'>) {
  const count = payablesOf(run).length
  const main = (action: RunAction, label: string): ReactNode => (
    <Button changes look="main" disabled={isRunning} onClick={() => onAction(action)}>
      {label}
    </Button>
  )
  const other = (action: RunAction, label: string): ReactNode => (
    <Button changes={action !== 'save'} disabled={isRunning} onClick={() => onAction(action)}>
      {label}
    </Button>
  )
  switch (run.state) {
    case 'draft':
      return main('review', texts.review(count))
    case 'reviewed':
      return (
        <>
          {main('approve', texts.approve(count))}
          {other('backToDraft', texts.backToDraft)}
        </>
      )
    case 'approved':
      if (count === 0) return main('close', texts.close)
      if (isAllByHand(run)) return main('pay', texts.pay(openPayments(run).length))
      return (
        <>
          {main('export', texts.export)}
          {other('pay', texts.payByHand)}
        </>
      )
    case 'exported':
      return (
        <>
          {main('pay', texts.pay(openPayments(run).length))}
          {other('export', texts.exportAgain)}
        </>
      )
    case 'paid':
      return main('close', texts.close)
    case 'closed':
      return other('save', texts.saveAll(run.payouts.filter(({ statementId }) => statementId !== null).length))
    case 'void':
      return null
  }
}
