import { FileUp } from 'lucide-react'
import { useEffect } from 'react'
import { linkTo, navigate, useRoute } from '../client/navigation.ts'
import { Button, ButtonRow } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page } from '../ui/Page.tsx'
import { Progress } from '../ui/Progress.tsx'
import { CheckStep } from './CheckStep.tsx'
import { ColumnsStep } from './ColumnsStep.tsx'
import { chooseFiles } from './chooseFiles.ts'
import { DryRunPanel } from './DryRunPanel.tsx'
import { FileHead } from './FileHead.tsx'
import { FileQueue } from './FileQueue.tsx'
import { useImport, type QueuedFile } from './import.store.ts'
import { leaveOut } from './queue.ts'
import styles from './Frame.module.css'
import { ReportView } from './ReportView.tsx'
import { RunStep } from './RunStep.tsx'
import { importTexts as texts } from './texts.ts'

const crumbs = [{ label: texts.revenue, href: linkTo({ page: 'revenue' }) }]

/** From files that were dropped to rows that count, one file after the other. */
export function Assistant() {
  const { files, current } = useImport()
  const isAskedToChoose = useRoute(({ params }) => params['choose'] === 'now')
  useEffect(() => {
    if (!isAskedToChoose) return
    navigate({ page: 'import' }, { replace: true })
    void chooseFiles()
  }, [isAskedToChoose])
  const inSight = files.find(({ file }) => file.handle === current)
  return (
    <Page title={inSight ? texts.pageOf(inSight.file.name) : texts.page} crumbs={crumbs}>
      {files.length === 0 && <NoFiles />}
      {files.length > 1 && <FileQueue files={files} current={current} />}
      {files.length > 0 &&
        (inSight ? <OneFile queued={inSight} /> : <Reading names={files.map(({ file }) => file.name)} />)}
    </Page>
  )
}

function NoFiles() {
  return (
    <EmptyState
      title={texts.noFiles}
      actions={
        <Button changes look="main" icon={FileUp} onClick={() => void chooseFiles()}>
          {texts.choose}
        </Button>
      }
    >
      {texts.noFilesMore}
    </EmptyState>
  )
}

function Reading({ names }: { names: readonly string[] }) {
  return (
    <div className={styles.sheet}>
      <div className={styles.running}>
        <Progress progress={null} label={texts.reading(texts.and(names))} />
      </div>
    </div>
  )
}

function OneFile({ queued }: { queued: QueuedFile }) {
  const { file, phase, inspection, reader, error, report } = queued
  if (phase === 'failed')
    return (
      <>
        <FileHead queued={queued} />
        <ErrorState error={error}>
          <ButtonRow>
            <Button changes isSmall onClick={() => void chooseFiles()}>
              {texts.chooseAnother}
            </Button>
            <Button isSmall onClick={() => leaveOut(file.handle)}>
              {texts.leaveOutFile}
            </Button>
          </ButtonRow>
        </ErrorState>
      </>
    )
  if (phase === 'reading' || !inspection || !reader) return <Reading names={[file.name]} />
  if (phase === 'done' && report?.attemptId)
    return (
      <>
        <FileHead queued={queued} />
        <ReportView attemptId={report.attemptId} inQueue={file.handle} />
      </>
    )
  return (
    <>
      <FileHead queued={queued} />
      <div className={styles.split}>
        {phase === 'columns' && <ColumnsStep queued={queued} inspection={inspection} reader={reader} />}
        {phase === 'check' && <CheckStep queued={queued} reader={reader} />}
        {phase === 'running' && <RunStep queued={queued} />}
        <DryRunPanel queued={queued} reader={reader} />
      </div>
    </>
  )
}
