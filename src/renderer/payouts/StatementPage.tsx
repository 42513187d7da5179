import { ChevronDown, Printer } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { formatMinor } from '../../contract/money.ts'
import type { Output } from '../../contract/methods.ts'
import type { Payout, Run, Statement } from '../../contract/payouts.ts'
import { errorText } from '../client/errorTexts.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { useMenuCommand } from '../client/menu.ts'
import { linkTo } from '../client/navigation.ts'
import { say } from '../client/toasts.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Menu } from '../ui/Menu.tsx'
import { Column, Page, Split } from '../ui/Page.tsx'
import { saySaved } from '../ui/saySaved.ts'
import { Status } from '../ui/Status.tsx'
import { payoutLink } from './runLinks.ts'
import { printStatement, saveStatement } from './saveStatements.ts'
import { SaveStatementsDialog } from './SaveStatementsDialog.tsx'
import styles from './StatementPage.module.css'
import { StatementSheet } from './StatementSheet.tsx'
import { statementTexts as texts, type StatementFormat } from './statementTexts.ts'
import { payoutTexts } from './texts.ts'

type Frozen = Output<'payouts.statement'>

const crumbs = [
  { label: payoutTexts.page, href: linkTo({ page: 'payouts' }) },
  { label: payoutTexts.tabs.statements, href: linkTo({ page: 'payouts', parts: ['statements'] }) },
]

/** A frozen statement as the partner sees it, beside the others of its run. */
export function StatementPage({ id }: { id: number }) {
  const query = useEngineQuery('payouts.statement', { statementId: id })
  const statement = query.data
  const run = useEngineQuery('payouts.run', { id: statement?.runId ?? 0 }, { enabled: statement !== undefined }).data
  const print = (): void => void printStatement(id).catch(sayError)
  useMenuCommand('print', statement ? print : null)
  return (
    <Page
      title={statement ? texts.title(statement.number) : payoutTexts.tabs.statements}
      crumbs={crumbs}
      actions={
        <Button look="bare" icon={Printer} keys="Ctrl P" disabled={!statement} onClick={print}>
          {texts.print}
        </Button>
      }
    >
      {query.error && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {statement && (
        <Sheet run={run} statement={statement} hash={statement.hash} bar={<SaveBar statement={statement} />} />
      )}
    </Page>
  )
}

/** How the statement of a payout would look now. */
export function StatementPreview({ runId, payoutId }: { runId: number; payoutId: number }) {
  const query = useEngineQuery('payouts.previewStatement', { payoutId })
  const run = useEngineQuery('payouts.run', { id: runId }).data
  const statement = query.data
  const runCrumbs = run
    ? [
        ...crumbs.slice(0, 1),
        { label: texts.ofRun(run.number), href: linkTo({ page: 'payouts', parts: ['runs', runId] }) },
      ]
    : crumbs.slice(0, 1)
  return (
    <Page title={texts.previewTitle(statement?.partner.name ?? '')} crumbs={runCrumbs}>
      {query.error && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {statement && <Sheet run={run} payoutId={payoutId} statement={statement} hash={null} bar={null} />}
    </Page>
  )
}

function sayError(error: unknown): void {
  const { what, todo } = errorText(error)
  say({ text: `${what} ${todo}`, isError: true })
}

function Sheet({
  run,
  payoutId,
  statement,
  hash,
  bar,
}: {
  run: Run | undefined
  payoutId?: number
  statement: Statement & Partial<Pick<Frozen, 'id'>>
  hash: string | null
  bar: ReactNode
}) {
  const payout = run?.payouts.find(({ id, statementId }) =>
    payoutId === undefined ? statementId === statement.id : id === payoutId,
  )
  return (
    <Split>
      {run && <Neighbours run={run} currentId={payout?.id} />}
      <Column>
        <div className={styles.bar}>
          <div className={styles.facts}>
            <Proofs statement={statement} payout={payout} hash={hash} />
          </div>
          {bar}
        </div>
        <div className={styles.desk} tabIndex={0} role="region" aria-label={texts.preview}>
          <StatementSheet statement={statement} hash={hash} />
        </div>
      </Column>
    </Split>
  )
}

/** What can be said about a statement by looking at it. */
function Proofs({
  statement,
  payout,
  hash,
}: {
  statement: Statement
  payout: Payout | undefined
  hash: string | null
}) {
  const { openingMinor, earnedMinor, adjustedMinor, paidMinor, closingMinor, lines } = statement
  const earned = lines.reduce((sum, { trace }) => sum + trace.earnedMinor, 0)
  const isSum = openingMinor + earnedMinor + adjustedMinor - paidMinor === closingMinor && earned === earnedMinor
  return (
    <>
      <Status meaning={isSum ? 'good' : 'bad'}>{isSum ? texts.addsUp : texts.doesNotAddUp}</Status>
      {payout && (
        <Status meaning={payout.payoutMinor === paidMinor ? 'good' : 'bad'}>
          {payout.payoutMinor === paidMinor ? texts.equalsRun : texts.notTheRun}
        </Status>
      )}
      {hash === null ? (
        <Status meaning="note">{texts.isPreview}</Status>
      ) : (
        <Status meaning="good">{texts.frozen(hash.slice(0, 12).replace(/(.{4})(?=.)/g, '$1 '))}</Status>
      )}
    </>
  )
}

function SaveBar({ statement }: { statement: Frozen }) {
  const save = async (format: StatementFormat): Promise<void> => {
    const file = await saveStatement(statement.id, format)
    if (file) saySaved(texts.saved(file.name), file)
  }
  const run = (format: StatementFormat) => (): void => void save(format).catch(sayError)
  return (
    <>
      <Menu
        trigger={
          <Button look="bare" isSmall>
            {texts.otherFormats}
            <Icon of={ChevronDown} size={12} />
          </Button>
        }
        items={[
          { label: texts.saveHtml, run: run('html') },
          { label: texts.saveCsv, run: run('csv') },
        ]}
      />
      <Button isSmall look="main" onClick={run('pdf')}>
        {texts.savePdf}
      </Button>
    </>
  )
}

/** The statements of the same run. */
function Neighbours({ run, currentId }: { run: Run; currentId: number | undefined }) {
  const [isSaving, setSaving] = useState(false)
  const payouts = run.payouts.filter((payout) => payout.statementId !== null || payout.lines > 0)
  const frozen = payouts.filter(({ statementId }) => statementId !== null).length
  const current = useRef<HTMLAnchorElement>(null)
  useEffect(() => current.current?.scrollIntoView({ block: 'nearest' }), [currentId])
  return (
    <nav className={styles.list} aria-label={texts.ofRun(run.number)}>
      <div className={styles.listHead}>
        <h2 className="cut">
          <a href={linkTo({ page: 'payouts', parts: ['runs', run.id] })}>{texts.ofRun(run.number)}</a>
        </h2>
        {frozen > 0 && (
          <Button isSmall onClick={() => setSaving(true)}>
            {texts.saveAll(frozen)}
          </Button>
        )}
      </div>
      <ol>
        {payouts.map((payout) => (
          <li key={payout.id}>
            <a
              ref={payout.id === currentId ? current : undefined}
              href={payoutLink(run.id, payout)}
              aria-current={payout.id === currentId ? 'true' : undefined}
            >
              <span className="cut med">{payout.partnerName}</span>
              <span className="num">{formatMinor(payout.payoutMinor, payout.currency)}</span>
              <span className="ink2 small">{texts.lineCount(payout.lines)}</span>
              <span className="num ink2 small">{payout.currency}</span>
            </a>
          </li>
        ))}
      </ol>
      {isSaving && <SaveStatementsDialog run={run} onClose={() => setSaving(false)} />}
    </nav>
  )
}
