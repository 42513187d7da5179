import { useState } from 'react'
import type { ImportReport } from '../../contract/imports.ts'
import type { Output } from '../../contract/methods.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { linkToImported, showImported } from '../client/importedRows.ts'
import { navigate } from '../client/navigation.ts'
import { engine } from '../client/session.ts'
import { askShell } from '../client/shell.ts'
import { say } from '../client/toasts.ts'
import { toFileName } from '../../contract/shell.ts'
import { Button, ButtonRow } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorNote, ErrorState } from '../ui/ErrorState.tsx'
import { MomentText } from '../ui/figures.tsx'
import { Inspector } from '../ui/Inspector.tsx'
import { Progress } from '../ui/Progress.tsx'
import { RevertDialog } from '../ui/RevertDialog.tsx'
import { Badge } from '../ui/Status.tsx'
import { useImport } from './import.store.ts'
import { finish, show } from './queue.ts'
import frameStyles from './Frame.module.css'
import reportStyles from './Report.module.css'
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
import { RowVerdicts } from './RowVerdicts.tsx'
import { importTexts as texts } from './texts.ts'

/** What an import did: its counts, its rows, and the way back. */
export function ReportView({ attemptId, inQueue }: { attemptId: number; inQueue?: string }) {
  const attempt = useEngineQuery('imports.get', { id: attemptId })
  if (attempt.error) return <ErrorState error={attempt.error} onRetry={() => void attempt.refetch()} />
  if (!attempt.data)
    return (
      <div className={frameStyles.sheet}>
        <Progress progress={null} label={texts.report} />
      </div>
    )
  return <Report attemptId={attemptId} attempt={attempt.data} inQueue={inQueue} />
}

function Report({
  attemptId,
  attempt,
  inQueue,
}: {
  attemptId: number
  attempt: Output<'imports.get'>
  inQueue: string | undefined
}) {
  const { report, state, at, by } = attempt
  const [isReverting, setReverting] = useState(false)
  const [result, setResult] = useState<Output<'imports.revert'> | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const isReverted = state === 'reverted'
  const save = (): void => {
    setProblem(null)
    void saveRejected(attemptId).catch(setProblem)
  }
  return (
    <div className={frameStyles.split}>
      <div className={frameStyles.main}>
        <div className={reportStyles.reportHead}>
          <div className={reportStyles.reportText}>
            <p className={frameStyles.headline}>{headline(report)}</p>
            <p className={frameStyles.lead}>
              {by}, <MomentText at={at} />
              {isReverted && ` · ${texts.revertedLead}`}
            </p>
            {!isReverted && (
              <p className={reportStyles.links}>
                {report.kinds.map(({ kind }) => (
                  <a key={kind} href={linkToImported(kind, attemptId)}>
                    {showImported[kind]}
                  </a>
                ))}
              </p>
            )}
          </div>
          <ButtonRow>
            {report.rows.rejected > 0 && <Button onClick={save}>{texts.saveRejected}</Button>}
            {!isReverted && (
              <Button changes look="danger" onClick={() => setReverting(true)}>
                {texts.revert}
              </Button>
            )}
          </ButtonRow>
        </div>
        {hasVerdicts(report) ? (
          <RowVerdicts attemptId={attemptId} />
        ) : (
          <EmptyState title={texts.rowVerdictsEmpty}>{texts.rowVerdictsEmptyMore}</EmptyState>
        )}
      </div>
      <Inspector
        title={texts.report}
        lead={isReverted ? <Badge meaning="warn">{texts.reverted}</Badge> : undefined}
        isFixed
        foot={inQueue === undefined ? undefined : <NextFile current={inQueue} />}
      >
        {problem !== null && <ErrorNote error={problem} />}
        {result && isReverted && <p>{texts.revertResult(result.removed, result.kept)}</p>}
        <UnratedBlock report={report} />
        <IneligibleBlock report={report} />
        <VerdictBlock report={report} isDone />
        <KindsBlock report={report} />
        <IneligiblePartnersBlock report={report} />
        <MoneyBlocks report={report} />
        <RatesBlock report={report} />
        <FiguresBlock report={report} />
        <RejectionsBlock report={report} />
        <PartnersBlock report={report} />
      </Inspector>
      {isReverting && <RevertDialog attemptId={attemptId} onClose={() => setReverting(false)} onDone={setResult} />}
    </div>
  )
}

/** Changed rows alone are imported only when the user took their new values. */
function headline({ rows }: ImportReport): string {
  if (rows.new > 0) return texts.imported(rows.new)
  if (rows.changed > 0) return texts.importedChanged(rows.changed)
  return rows.same === rows.total ? texts.importedNothing : texts.imported(0)
}

function hasVerdicts({ rows }: ImportReport): boolean {
  return rows.changed + rows.suspect + rows.rejected > 0
}

/** The one thing to do next: the next file of the queue, or done. */
function NextFile({ current }: { current: string }) {
  const { files } = useImport()
  const next = files.find(({ file, phase }) => file.handle !== current && (phase === 'columns' || phase === 'check'))
  if (next)
    return (
      <Button look="main" className={reportStyles.next} onClick={() => show(next.file.handle)}>
        <span className="cut">{texts.nextFile(next.file.name)}</span>
      </Button>
    )
  return (
    <Button
      look="main"
      onClick={() => {
        finish()
        navigate({ page: 'revenue', parts: ['imports'] })
      }}
    >
      {texts.finish}
    </Button>
  )
}

async function saveRejected(id: number): Promise<void> {
  const { fileName, text } = await engine.call('imports.rejectedRows', { id })
  const saved = await askShell('saveFile', { name: toFileName(fileName), content: { kind: 'text', text } })
  if (!saved) return
  say({
    text: texts.rejectedSaved(saved.name),
    action: { label: texts.showInFolder, run: () => void askShell('reveal', { file: saved.handle }) },
  })
}
