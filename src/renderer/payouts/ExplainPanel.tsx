import { dueText } from '../ui/dueDay.ts'
import { Check, Copy, X } from 'lucide-react'
import { useState } from 'react'
import type { Explanation } from '../../contract/commissions.ts'
import { formatMinor } from '../../contract/money.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { linkTo } from '../client/navigation.ts'
import { askShell } from '../client/shell.ts'
import { Button, Keys } from '../ui/Button.tsx'
import { cx } from '../ui/cx.ts'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { formatCount, MomentText } from '../ui/figures.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Block, FootNote, Inspector } from '../ui/Inspector.tsx'
import { Lines } from '../ui/Lines.tsx'
import { OriginBlock } from '../ui/OriginBlock.tsx'
import { Status } from '../ui/Status.tsx'
import { DecisionDialog, type Decision } from './DecisionDialog.tsx'
import styles from './ExplainPanel.module.css'
import { explanationText, isTakenBack, leadOf, noteOf, receiptLines } from './explain.ts'
import { commissionTexts as texts, payoutTexts } from './texts.ts'

/** "Why 45.60?": the receipt, the rules that lost and by how much, the line of the file, gates and due day. */
export function ExplainPanel({ id, onClose }: { id: number; onClose: () => void }) {
  const query = useEngineQuery('commissions.explain', { id }, { keepLast: true })
  const [decision, setDecision] = useState<Decision | null>(null)
  const [copiedId, setCopiedId] = useState<number | null>(null)
  const explanation = query.data
  if (!explanation)
    return (
      <Inspector title={payoutTexts.tabs.commissions} onClose={onClose} isWide>
        {query.error && <ErrorNote error={query.error} onRetry={() => void query.refetch()} />}
      </Inspector>
    )
  const { trace, status, hold } = explanation
  const copy = (): void => {
    void askShell('copyText', { text: explanationText(explanation) }).then(() => setCopiedId(id))
  }
  const isHeld = status === 'hold'
  const canDecide = isHeld || status === 'pending' || status === 'approved'
  return (
    <Inspector
      title={texts.why(formatMinor(trace.earnedMinor, trace.currency))}
      lead={leadOf(explanation)}
      onClose={onClose}
      isWide
      mark="explanation"
      foot={
        <>
          <Button icon={Copy} onClick={copy}>
            {copiedId === id ? texts.copied : texts.copy}
          </Button>
          {canDecide && (
            <Button changes onClick={() => setDecision(isHeld ? 'release' : 'hold')}>
              {isHeld ? texts.releaseOne : texts.holdOne}
            </Button>
          )}
          <FootNote>
            {texts.nextRow} <Keys>↓</Keys>
          </FootNote>
        </>
      }
    >
      <Block>
        <Lines lines={receiptLines(explanation)} />
        <p className="ink2 small">{noteOf(trace)}</p>
      </Block>
      {hold && (
        <Block title={texts.held}>
          <Status meaning="hold">{hold.reason}</Status>
          <p className="ink2 small">
            <MomentText at={hold.since} /> {texts.heldBy(hold.by)}
          </p>
        </Block>
      )}
      {explanation.competing.length > 0 && <Competition explanation={explanation} />}
      <OriginBlock
        origin={explanation.origin}
        hrefOf={({ attemptId }) =>
          isTakenBack(trace)
            ? linkTo({ page: 'import', parts: [attemptId] })
            : linkTo({ page: 'revenue', params: { open: String(explanation.conversionId) } })
        }
      />
      <Gates explanation={explanation} />
      <Block>
        <div className={styles.due}>
          <span>{dueText(explanation.due.dueOn)}</span>
          <span className="ink2">{explanation.due.formula}</span>
        </div>
        {explanation.statement && (
          <p>
            {texts.statement}{' '}
            <a href={linkTo({ page: 'payouts', parts: ['statements', explanation.statement.id] })}>
              {explanation.statement.number}
            </a>
          </p>
        )}
      </Block>
      {decision !== null && (
        <DecisionDialog
          decision={decision}
          ids={[id]}
          totals={[{ currency: trace.currency, count: 1, minor: trace.earnedMinor }]}
          onClose={() => setDecision(null)}
        />
      )}
    </Inspector>
  )
}

function Competition({ explanation: { trace, competing } }: { explanation: Explanation }) {
  const money = (minor: number): string => formatMinor(minor, trace.currency)
  return (
    <Block title={texts.competed} aside={<span>{texts.version(trace.plan.name, trace.plan.number)}</span>}>
      <ul className={styles.rules}>
        {competing.map((rule) => (
          <li key={rule.key} className={cx(styles.rule, rule.isWinner && styles.winner)}>
            <Icon of={rule.isWinner ? Check : X} size={14} />
            <div>
              <b>{rule.name}</b>
              {!rule.isWinner && rule.wouldEarnMinor !== null && (
                <span className="ink2">, {texts.would(money(rule.wouldEarnMinor))}</span>
              )}
              <p className="ink2 small">
                {rule.isWinner && trace.cap ? texts.wonBeforeCap : texts.reasons[rule.reason]}
                {rule.shortBy !== null && ` ${texts.shortBy(shortText(rule, trace.currency))}`}
              </p>
            </div>
            <span className={cx(styles.amount, 'num')}>
              {rule.wouldEarnMinor !== null &&
                (rule.isWinner ? money(rule.wouldEarnMinor) : <s>{money(rule.wouldEarnMinor)}</s>)}
            </span>
          </li>
        ))}
      </ul>
    </Block>
  )
}

function shortText({ reason, shortBy }: Explanation['competing'][number], currency: string): string {
  return reason === 'amountTooSmall' || reason === 'amountTooLarge'
    ? formatMinor(shortBy ?? 0, currency)
    : formatCount(shortBy ?? 0)
}

function Gates({ explanation: { gates } }: { explanation: Explanation }) {
  const passed = gates.filter((gate) => gate.isPassed)
  const failed = gates.filter((gate) => !gate.isPassed)
  const words = passed.map(({ gate }) => texts.gateNames[gate]).join(', ')
  return (
    <Block title={texts.gates} aside={<span>{texts.gatesPassed(passed.length, gates.length)}</span>}>
      {failed.map(({ gate }) => (
        <p key={gate}>
          <Status meaning="warn">{texts.failed(texts.gateNames[gate])}</Status>
        </p>
      ))}
      <p className="ink2 small">{words.charAt(0).toUpperCase() + words.slice(1)}</p>
    </Block>
  )
}
