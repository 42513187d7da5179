import type { ImportReport } from '../../contract/imports.ts'
import { isCancelled } from '../client/session.ts'
import { Button } from '../ui/Button.tsx'
import { cx } from '../ui/cx.ts'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { FootNote, Inspector } from '../ui/Inspector.tsx'
import { Progress } from '../ui/Progress.tsx'
import { Callout } from '../ui/Status.tsx'
import { stopCheck, check, LIVE_BYTES } from './dryRun.ts'
import { useImport, type QueuedFile } from './import.store.ts'
import { run } from './importing.ts'
import { goTo, leaveOut } from './queue.ts'
import styles from './Report.module.css'
import { isStopped, makesNoRow, openQuestions, type Reader } from './mapping.ts'
import {
  FiguresBlock,
  IneligibleBlock,
  IneligiblePartnersBlock,
  KindsBlock,
  MoneyBlocks,
  PartnersBlock,
  RatesBlock,
  RejectionsBlock,
  UnratedBlock,
  VerdictBlock,
} from './ReportParts.tsx'
import { importTexts as texts } from './texts.ts'

/** What the import would do, beside whatever the user is changing. Nothing is stored. */
export function DryRunPanel({ queued, reader }: { queued: QueuedFile; reader: Reader }) {
  const { file, phase, report, isChecking, isStale, progress, error } = queued
  const isLarge = file.size > LIVE_BYTES
  return (
    <Inspector
      title={texts.dryRun}
      lead={leadOf(queued, reader)}
      isFixed
      foot={phase === 'running' ? undefined : <Foot queued={queued} reader={reader} />}
    >
      {error && isCancelled(error) && <Callout meaning="note">{texts.cancelled}</Callout>}
      {error && !isCancelled(error) && (
        <ErrorNote error={error} onRetry={isRefused(queued) ? undefined : () => void check(file.handle)} />
      )}
      {isChecking && (report === null ? phase === 'columns' : isLarge) && (
        <Progress
          progress={progress}
          isGuess={report === null}
          label={texts.dryRunRunning}
          onCancel={() => stopCheck(file.handle)}
        />
      )}
      {report && (
        <div className={cx(styles.blocks, (isStale || isChecking) && styles.stale)}>
          <UnratedBlock report={report} />
          <IneligibleBlock report={report} />
          <VerdictBlock report={report} />
          <KindsBlock report={report} />
          <IneligiblePartnersBlock report={report} />
          <MoneyBlocks report={report} />
          <RatesBlock report={report} />
          <FiguresBlock report={report} />
          {phase === 'columns' && <RejectionsBlock report={report} />}
          <PartnersBlock report={report} />
        </div>
      )}
    </Inspector>
  )
}

function leadOf({ file, phase }: QueuedFile, { mapping }: Reader): string {
  if (phase === 'running') return texts.dryRunRuns
  if (makesNoRow(mapping)) return texts.dryRunNothing
  return file.size > LIVE_BYTES && phase === 'columns' ? texts.dryRunLarge : texts.dryRunLead
}

/** The columns as they are make no row: reading again comes to the same. */
function isRefused({ error }: QueuedFile): boolean {
  return error?.code === 'import.badMapping'
}

function Foot({ queued, reader }: { queued: QueuedFile; reader: Reader }) {
  const { file, phase, inspection, report, isStale, isChecking, questions } = queued
  const open = openQuestions(questions, reader.answers).length
  const suggested = questions.filter(
    ({ id, suggested: value }) => value !== null && reader.answers[id] === undefined,
  ).length
  const isAlone = useImport(({ files }) => files.length === 1)
  const cancel = <Button onClick={() => leaveOut(file.handle)}>{isAlone ? texts.cancel : texts.leaveOutFile}</Button>
  if (phase === 'columns' && inspection?.hasNothing === true && makesNoRow(reader.mapping))
    return (
      <Button changes look="main" onClick={() => leaveOut(file.handle)}>
        {texts.leaveOutFile}
      </Button>
    )
  if (phase === 'columns')
    return (
      <>
        <Button
          changes
          look="main"
          disabled={makesNoRow(reader.mapping) || isRefused(queued)}
          onClick={() => goTo(file.handle, 'check')}
        >
          {texts.checkAll}
        </Button>
        {cancel}
        {open > 0 ? (
          <FootNote>{texts.openQuestions(open)}</FootNote>
        ) : (
          suggested > 0 && <FootNote>{texts.suggestedAnswers(suggested)}</FootNote>
        )}
      </>
    )
  if (isStopped(questions, reader.answers))
    return (
      <>
        <Button changes look="main" onClick={() => leaveOut(file.handle)}>
          {texts.leaveOutFile}
        </Button>
        <FootNote>{texts.stopped}</FootNote>
      </>
    )
  if (report === null || (isStale && !isChecking))
    return (
      <>
        <Button changes look="main" disabled={isChecking} onClick={() => void check(file.handle)}>
          {texts.checkAll}
        </Button>
        {cancel}
      </>
    )
  const count = rowsToImport(report, queued)
  return (
    <>
      <Button
        changes
        look="main"
        disabled={isStale || isChecking || open > 0 || count === 0}
        onClick={() => void run(file.handle)}
      >
        {count === 0 ? texts.nothingToImport : texts.importRows(count)}
      </Button>
      {cancel}
      {open > 0 && <FootNote>{texts.openQuestions(open)}</FootNote>}
    </>
  )
}

/** Rows that would change something under the user's choices. */
export function rowsToImport(
  { rows, kinds }: ImportReport,
  { applyChanged, takeSuspects }: Pick<QueuedFile, 'applyChanged' | 'takeSuspects'>,
): number {
  // Partners that a reverted import had made are known, yet come back.
  const restored = kinds.some((kind) => kind.restored > 0) && rows.new === 0 ? rows.same : 0
  return rows.new + restored + (applyChanged ? rows.changed : 0) + (takeSuspects ? rows.suspect : 0)
}
