import { linkTo } from '../client/navigation.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { Page } from '../ui/Page.tsx'
import styles from './Frame.module.css'
import { ReportView } from './ReportView.tsx'
import { importTexts as texts } from './texts.ts'

const crumbs = [
  { label: texts.revenue, href: linkTo({ page: 'revenue' }) },
  { label: texts.imports, href: linkTo({ page: 'revenue', parts: ['imports'] }) },
]

/** The report of an earlier import. */
export function ReportPage({ attemptId }: { attemptId: number }) {
  const attempt = useEngineQuery('imports.get', { id: attemptId })
  return (
    <Page title={attempt.data?.report.fileName ?? texts.report} crumbs={crumbs}>
      <div className={styles.head}>
        <div className={styles.file}>
          <p className={`${styles.fileName} cut`}>{attempt.data?.report.fileName}</p>
          <p className={styles.meta}>{attempt.data && texts.rows(attempt.data.report.rows.total)}</p>
        </div>
        {attempt.data && (
          <div className={styles.source}>
            <p className={`${styles.sourceName} cut`}>{texts.sourceIs(attempt.data.mapping.source)}</p>
            <p className={styles.meta}>
              <span className="cut">
                {texts.used(
                  attempt.data.mapping.columns.filter(({ role }) => role !== null).length,
                  attempt.data.mapping.columns.length,
                )}
              </span>
            </p>
          </div>
        )}
      </div>
      <ReportView attemptId={attemptId} />
    </Page>
  )
}
