import type { ImportReport } from '../../contract/imports.ts'
import { Checkbox } from '../ui/choices.tsx'
import { cx } from '../ui/cx.ts'
import { formatCount } from '../ui/figures.tsx'
import { LinkButton } from '../ui/Button.tsx'
import { Section } from '../ui/Lines.tsx'
import { Progress } from '../ui/Progress.tsx'
import { DifferenceList } from './Differences.tsx'
import { stopCheck } from './dryRun.ts'
import type { QueuedFile } from './import.store.ts'
import { choose, goTo } from './queue.ts'
import { rowsToImport } from './DryRunPanel.tsx'
import frameStyles from './Frame.module.css'
import reportStyles from './Report.module.css'
import type { Reader } from './mapping.ts'
import { PartnerQuestions } from './PartnerQuestions.tsx'
import { Question } from './Question.tsx'
import { importTexts as texts } from './texts.ts'

/** What all rows come to, and what only a person can decide about them. */
export function CheckStep({ queued, reader }: { queued: QueuedFile; reader: Reader }) {
  const { file, report, isChecking, progress, questions } = queued
  if (!report)
    return (
      <div className={cx(frameStyles.main, frameStyles.sheet)}>
        {isChecking && (
          <div className={frameStyles.running}>
            <p className="strong">{texts.dryRunRunning}</p>
            <Progress progress={progress} isGuess label={texts.dryRunRunning} onCancel={() => stopCheck(file.handle)} />
          </div>
        )}
        <Back handle={file.handle} />
      </div>
    )
  const partners = questions.filter(({ kind }) => kind === 'partner')
  const doubts = questions.filter(({ kind }) => kind === 'overlap')
  const starts = questions.filter(({ kind }) => kind === 'partnerStart')
  return (
    <div className={cx(frameStyles.main, frameStyles.sheet)} tabIndex={0} role="group" aria-label={texts.dryRun}>
      <div>
        <p className={frameStyles.headline}>{headline(report, queued)}</p>
        <p className={frameStyles.lead}>
          {texts.checkLead} <Back handle={file.handle} />
        </p>
      </div>
      {doubts.map((question) => (
        <Question key={question.id} handle={file.handle} question={question} answers={reader.answers} />
      ))}
      {partners.length > 0 && <PartnerQuestions handle={file.handle} questions={partners} answers={reader.answers} />}
      {starts.length > 0 && (
        <Section title={texts.startsTitle}>
          {starts.map((question) => (
            <Question key={question.id} handle={file.handle} question={question} answers={reader.answers} />
          ))}
        </Section>
      )}
      {(report.rows.changed > 0 || queued.applyChanged) && (
        <Section title={texts.changedTitle(report.rows.changed)} sub={texts.changedHint}>
          <Checkbox isChecked={queued.applyChanged} onChecked={(applyChanged) => choose(file.handle, { applyChanged })}>
            {texts.changedTake}
          </Checkbox>
          <DifferenceList differences={report.differences} verdict="changed" rows={report.rows.changed} />
        </Section>
      )}
      {(report.rows.suspect > 0 || queued.takeSuspects) && (
        <Section title={texts.suspectTitle(report.rows.suspect)} sub={texts.suspectHint}>
          <Checkbox isChecked={queued.takeSuspects} onChecked={(takeSuspects) => choose(file.handle, { takeSuspects })}>
            {texts.suspectTake}
          </Checkbox>
          <DifferenceList differences={report.differences} verdict="suspect" rows={report.rows.suspect} />
        </Section>
      )}
      {report.rejections.length > 0 && <Rejections report={report} />}
    </div>
  )
}

function Back({ handle }: { handle: string }) {
  return <LinkButton onClick={() => goTo(handle, 'columns')}>{texts.backToColumns}</LinkButton>
}

function headline(report: ImportReport, queued: QueuedFile): string {
  const { rows } = report
  const count = rowsToImport(report, queued)
  if (count === rows.total && rows.total > 0) return texts.checkTitleClean(rows.total)
  if (rows.same === rows.total && rows.total > 0) return texts.checkTitleNothing
  return texts.checkTitle(count, rows.total)
}

/** Every reason with its first line and what stands there. */
function Rejections({ report }: { report: ImportReport }) {
  return (
    <Section title={texts.rejectedTitle(report.rows.rejected)} sub={texts.rejectedHint}>
      <table className={reportStyles.partnerTable}>
        <colgroup>
          <col className={reportStyles.wRows} />
          <col className={reportStyles.wReason} />
          <col className={reportStyles.wLine} />
          <col />
        </colgroup>
        <thead>
          <tr>
            <th scope="col" className={reportStyles.figure}>
              {texts.total}
            </th>
            <th scope="col">{texts.reason}</th>
            <th scope="col" className={reportStyles.figure}>
              {texts.firstLine}
            </th>
            <th scope="col">{texts.example}</th>
          </tr>
        </thead>
        <tbody>
          {report.rejections.map(({ reason, rows, firstLine, example }) => (
            <tr key={reason}>
              <td className={reportStyles.figure}>{formatCount(rows)}</td>
              <td className="cut" title={texts.reasons[reason]}>
                {texts.reasons[reason]}
              </td>
              <td className={reportStyles.figure}>{formatCount(firstLine)}</td>
              <td className="cut ink2" title={example}>
                {example}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}
