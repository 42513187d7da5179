import { Info, TriangleAlert } from 'lucide-react'
import { useMemo } from 'react'
import { useEngineQuery } from '../client/hooks.ts'
import { MomentText } from '../ui/figures.tsx'
import { Icon } from '../ui/Icon.tsx'
import { ColumnTable } from './ColumnTable.tsx'
import type { Inspection, QueuedFile } from './import.store.ts'
import frameStyles from './Frame.module.css'
import columnStyles from './Columns.module.css'
import { makesNoRow, stepOfQuestion, usedColumns, type Reader } from './mapping.ts'
import { KindQuestion } from './KindQuestion.tsx'
import { Question } from './Question.tsx'
import { tellingRows } from './samples.ts'
import { importTexts as texts } from './texts.ts'

/** Where each column goes, with real values beside it; questions first, and only where two readings are possible. */
export function ColumnsStep({
  queued,
  inspection,
  reader,
}: {
  queued: QueuedFile
  inspection: Inspection
  reader: Reader
}) {
  const { file, report } = queued
  const { mapping, answers } = reader
  const settings = useEngineQuery('programme.get', {})
  const preview = useEngineQuery('imports.preview', { file: file.handle, mapping }, { keepLast: true })
  const rows = preview.data?.rows
  const telling = useMemo(() => tellingRows(rows ?? []), [rows])
  const questions = queued.questions.filter(({ kind }) => stepOfQuestion[kind] === 'columns')
  const isKindAsked = queued.isKindAsked || makesNoRow(mapping)
  const asked = new Set(questions.filter(({ id }) => answers[id] === undefined).map(({ subject }) => subject))
  const warnings = [...new Set([...inspection.warnings, ...(report?.warnings ?? [])])]
  return (
    <div className={frameStyles.main}>
      {(warnings.length > 0 || report?.seenBefore) && (
        <div className={columnStyles.notices}>
          {report?.seenBefore && (
            <div className={columnStyles.notice}>
              <Icon of={Info} />
              <p>
                {texts.seenBeforeStart(report.seenBefore.by)} <MomentText at={report.seenBefore.at} />
                {texts.seenBeforeEnd}
              </p>
            </div>
          )}
          {warnings.map((warning) => (
            <div key={warning} className={columnStyles.notice} data-warns={warning === 'layoutChanged' || undefined}>
              <Icon of={warning === 'layoutChanged' ? TriangleAlert : Info} />
              <p>{texts.warnings[warning]}</p>
            </div>
          ))}
        </div>
      )}
      {(questions.length > 0 || isKindAsked) && (
        <div className={columnStyles.asks}>
          {isKindAsked && <KindQuestion handle={file.handle} mapping={mapping} hasNothing={inspection.hasNothing} />}
          {questions.map((question) => (
            <Question key={question.id} handle={file.handle} question={question} answers={answers} />
          ))}
        </div>
      )}
      <ColumnTable handle={file.handle} mapping={mapping} telling={telling} asked={asked} error={preview.error} />
      <div className={columnStyles.tally}>
        <span className="strong">{texts.used(usedColumns(mapping), mapping.columns.length)}</span>
        <span>
          {texts.rowsBecome(texts.and(mapping.kinds.map((kind) => texts.kindsInSentence[kind])) || texts.noKinds)}
        </span>
        {settings.data && settings.data.timeZone !== mapping.format.timeZone && (
          <span>{texts.timesBecome(settings.data.timeZone)}</span>
        )}
        <span className="cut">{texts.remembered}</span>
      </div>
    </div>
  )
}
