import { useEffect } from 'react'
import type { VerifyReport } from '../../contract/workspace.ts'
import { useEngineQuery, useTask } from '../client/hooks.ts'
import { navigate, useRoute } from '../client/navigation.ts'
import { isCancelled } from '../client/session.ts'
import { askShell } from '../client/shell.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorNote, ErrorState } from '../ui/ErrorState.tsx'
import { formatCount, formatMoment } from '../ui/figures.tsx'
import { Lines } from '../ui/Lines.tsx'
import { MiniTable } from '../ui/MiniTable.tsx'
import { Progress } from '../ui/Progress.tsx'
import { Callout } from '../ui/Status.tsx'
import styles from '../ui/Settings.module.css'
import { settingsTexts } from './texts.ts'

const texts = settingsTexts.backups

/** Backups of this workspace, and the check that everything still adds up. */
export function BackupSettings() {
  const status = useEngineQuery('workspace.status', {})
  const backup = useTask('workspace.backup', texts.running)
  if (status.isError) return <ErrorState error={status.error} onRetry={() => void status.refetch()} />
  const last = status.data?.lastBackupAt ?? null
  return (
    <div className={styles.form}>
      <div className={styles.head}>
        <h2>{texts.title}</h2>
        <p className="ink2">{texts.lead}</p>
      </div>
      <section className={styles.part}>
        <p role="status">
          {backup.isSuccess
            ? texts.done(backup.data.name, texts.bytes((backup.data.bytes / 1_000_000).toFixed(1)))
            : last === null
              ? texts.none
              : texts.last(formatMoment(last))}
        </p>
        {backup.isPending ? (
          <div className={styles.task}>
            <Progress label={texts.running} progress={backup.progress} onCancel={backup.cancel} />
          </div>
        ) : (
          <div>
            <Button onClick={() => backup.mutate({})}>{texts.now}</Button>
          </div>
        )}
        {backup.isError && !isCancelled(backup.error) && <ErrorNote error={backup.error} />}
      </section>
      <Verify />
      {status.data && (
        <section className={styles.part}>
          <h3>{texts.file}</h3>
          <Lines
            lines={[
              { label: texts.schema, value: status.data.schemaVersion },
              { label: texts.commands, value: formatCount(status.data.commands) },
              { label: texts.readOnly, value: status.data.isReadOnly ? texts.yes : texts.no },
            ]}
          />
        </section>
      )}
    </div>
  )
}

function Verify() {
  const verify = useTask('workspace.verify', texts.verifying)
  // File › Verify comes here and starts at once.
  const isAsked = useRoute((route) => route.params.verify === 'now')
  const { mutate, isPending } = verify
  useEffect(() => {
    if (!isAsked) return
    navigate({ page: 'settings', parts: ['backups'] }, { replace: true })
    mutate({})
  }, [isAsked, mutate])
  return (
    <section className={styles.part}>
      <h3>{texts.verifyTitle}</h3>
      <p className="ink2">{texts.verifyLead}</p>
      {isPending ? (
        <div className={styles.task}>
          <Progress label={texts.verifying} progress={verify.progress} onCancel={verify.cancel} />
        </div>
      ) : (
        <div>
          <Button onClick={() => mutate({})}>{texts.verify}</Button>
        </div>
      )}
      {verify.isError && !isCancelled(verify.error) && <ErrorNote error={verify.error} />}
      {verify.data && <Report report={verify.data} />}
    </section>
  )
}

function findingsText(report: VerifyReport): string {
  return report.findings
    .map(({ check, entity, entityId, message }) => `${check} ${entity} ${entityId ?? ''}: ${message}`)
    .join('\n')
}

function Report({ report }: { report: VerifyReport }) {
  const count = report.checks.reduce((sum, check) => sum + check.findings, 0)
  return (
    <>
      {report.isSound ? (
        <Callout meaning="good">
          <p>
            <b>{texts.sound}</b> {texts.soundMore(formatCount(report.commands))}
          </p>
        </Callout>
      ) : (
        <Callout meaning="bad">
          <p>
            <b>{texts.unsound(count)}</b> {texts.unsoundTodo}
          </p>
          <ul className={styles.findings}>
            {report.findings.map((finding, index) => (
              <li key={index}>{finding.message}</li>
            ))}
          </ul>
          <Button isSmall onClick={() => void askShell('copyText', { text: findingsText(report) })}>
            {texts.copyFindings}
          </Button>
        </Callout>
      )}
      <MiniTable
        label={texts.verifyTitle}
        head={[texts.check, texts.examined, texts.findings]}
        rows={report.checks.map((check) => ({
          key: check.check,
          cells: [texts.checks[check.check] ?? check.check, formatCount(check.examined), formatCount(check.findings)],
        }))}
      />
      <p className="small ink3 mono">{report.chainHash}</p>
    </>
  )
}
