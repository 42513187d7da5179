import { Fragment, type ReactNode } from 'react'
import { addDays, formatDay } from '../../contract/dates.ts'
import { formatMinor } from '../../contract/money.ts'
import type { Statement } from '../../contract/payouts.ts'
import {
  describeBase,
  describeCalculation,
  describeRate,
  formatPeriod,
  isPlain,
  rulesText,
  soldColumn,
  statusTotals,
} from '../../contract/statementText.ts'
import { sheetTexts as texts } from '../../contract/statementTexts.ts'
import type { TourMark } from '../client/tourMark.ts'
import styles from './StatementSheet.module.css'
import { statementTexts } from './statementTexts.ts'

/** A statement as the partner gets it: the same words and figures as the frozen page, on paper. */
export function StatementSheet({ statement, hash }: { statement: Statement; hash: string | null }) {
  const { programme, partner, issuedOn } = statement
  return (
    <article
      className={styles.sheet}
      aria-label={statementTexts.preview}
      data-selectable
      data-tour={'statement' satisfies TourMark}
    >
      <header className={styles.top}>
        <p className="strong">{programme.name}</p>
        <div>
          <h2>{texts.heading}</h2>
          <p>{formatPeriod(statement.from, statement.to)}</p>
        </div>
      </header>
      <div className={styles.parties}>
        <div>
          <p className={styles.quiet}>{texts.for}</p>
          <p className="strong">{partner.legalName || partner.name}</p>
          <p className={styles.address}>{[partner.address, partner.taxId].filter(Boolean).join('\n')}</p>
        </div>
        <Facts statement={statement} />
      </div>
      <Equation statement={statement} />
      <h3>{texts.commissions}</h3>
      <Commissions statement={statement} />
      <Adjustments statement={statement} />
      <Holds statement={statement} />
      <Payment statement={statement} />
      <Statuses statement={statement} />
      <footer className={styles.foot}>
        <p>{rulesText(statement)}</p>
        <p>{texts.questions(formatDay(addDays(issuedOn, programme.disputeDays)), programme.contactEmail)}</p>
        {hash !== null && (
          <p className={styles.proof}>
            {texts.snapshot(statement.snapshotHash)}
            <br />
            {texts.content(hash)}
          </p>
        )}
      </footer>
    </article>
  )
}

function Facts({ statement: { number, issuedOn, currency, plans } }: { statement: Statement }) {
  const facts: [string, ReactNode][] = [
    [texts.statement, number],
    [texts.issued, formatDay(issuedOn)],
    [texts.currency, currency],
  ]
  if (plans.length > 0)
    facts.push([
      plans.length === 1 ? texts.plan : texts.plans,
      plans.map((plan) => (
        <Fragment key={plan}>
          {plan}
          <br />
        </Fragment>
      )),
    ])
  return (
    <dl className={styles.facts}>
      {facts.map(([label, value]) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  )
}

function Equation({ statement }: { statement: Statement }) {
  const { currency, openingMinor, earnedMinor, adjustedMinor, paidMinor, closingMinor } = statement
  const part = (label: string, minor: number, isPaid = false): ReactNode => (
    <span className={isPaid ? styles.pay : undefined}>
      <small>{label}</small>
      {formatMinor(minor, currency)}
    </span>
  )
  return (
    <p className={styles.equation}>
      {part(texts.opening, openingMinor)}
      <i>+</i>
      {part(texts.earned, earnedMinor)}
      <i>+</i>
      {part(texts.adjustments, adjustedMinor)}
      <i>−</i>
      {part(texts.paidOut, paidMinor, true)}
      <i>=</i>
      {part(texts.closing, closingMinor)}
    </p>
  )
}

function Commissions({ statement }: { statement: Statement }) {
  const { lines, currency, earnedMinor } = statement
  const sold = soldColumn(statement)
  if (lines.length === 0) return <p>{texts.none}</p>
  return (
    <table className={styles.table} aria-label={texts.commissions}>
      <thead>
        <tr>
          <th scope="col">{texts.line}</th>
          <th scope="col">{texts.date}</th>
          <th scope="col">{sold.label}</th>
          <th scope="col">{texts.rule}</th>
          <th scope="col">{texts.base}</th>
          <th scope="col">{texts.rate}</th>
          <th scope="col">{texts.earned}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, index) => (
          <CommissionRow key={line.trace.commissionId} line={line} number={index + 1} sold={sold.of(line)} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={6}>
            {texts.sum(lines.length)}
          </th>
          <td>{formatMinor(earnedMinor, currency)}</td>
        </tr>
      </tfoot>
    </table>
  )
}

interface CommissionRowProps {
  line: Statement['lines'][number]
  number: number
  sold: [main: string, below: string]
}

function CommissionRow({ line, number, sold: [main, below] }: CommissionRowProps) {
  const { day, what, trace } = line
  const money = (minor: number): string => formatMinor(minor, trace.currency)
  const base = describeBase(trace)
  return (
    <tr>
      <td>{number}</td>
      <td>{formatDay(day)}</td>
      <td>
        {main}
        {below !== '' && <small>{below}</small>}
      </td>
      <td>
        {what}
        {base !== '' && <small>{base}</small>}
        {!isPlain(trace) && (
          <small>
            {describeCalculation(trace)} = {money(trace.earnedMinor)}
          </small>
        )}
      </td>
      <td>{trace.component === 'fixed' ? '' : money(trace.baseMinor)}</td>
      <td>{describeRate(trace)}</td>
      <td>{money(trace.earnedMinor)}</td>
    </tr>
  )
}

function Adjustments({ statement: { adjustments, currency, adjustedMinor } }: { statement: Statement }) {
  if (adjustments.length === 0) return null
  return (
    <>
      <h3>{texts.adjustments}</h3>
      <table className={styles.short} aria-label={texts.adjustments}>
        <thead>
          <tr>
            <th scope="col">{texts.date}</th>
            <th scope="col">{texts.reason}</th>
            <th scope="col">{texts.amount}</th>
          </tr>
        </thead>
        <tbody>
          {adjustments.map(({ day, reason, reference, minor }, index) => (
            <tr key={index}>
              <td>{formatDay(day)}</td>
              <td>
                {reason}
                {reference !== '' && <small>{reference}</small>}
              </td>
              <td>{formatMinor(minor, currency)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {texts.adjusted}
            </th>
            <td>{formatMinor(adjustedMinor, currency)}</td>
          </tr>
        </tfoot>
      </table>
    </>
  )
}

function Holds({ statement }: { statement: Statement }) {
  const { holds, currency } = statement
  const { label, ofHold } = soldColumn(statement)
  if (holds.length === 0) return null
  return (
    <>
      <h3>{texts.held}</h3>
      <table className={styles.short} aria-label={texts.held}>
        <thead>
          <tr>
            <th scope="col">{texts.date}</th>
            {ofHold && <th scope="col">{label}</th>}
            <th scope="col">{texts.reason}</th>
            <th scope="col">{texts.amount}</th>
          </tr>
        </thead>
        <tbody>
          {holds.map((hold, index) => (
            <tr key={index}>
              <td>{formatDay(hold.day)}</td>
              {ofHold && <td>{ofHold(hold)}</td>}
              <td>{hold.reason}</td>
              <td>{formatMinor(hold.minor, currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Payment({ statement: { paidMinor, closingMinor, currency, method, number } }: { statement: Statement }) {
  return (
    <p className={styles.paid}>
      {paidMinor === 0 ? (
        <span>{texts.carried}</span>
      ) : (
        <>
          <span>{texts.paidBy(method)}</span>
          <span>{texts.reference(number)}</span>
        </>
      )}
      <b>
        {currency} {formatMinor(paidMinor === 0 ? closingMinor : paidMinor, currency)}
      </b>
    </p>
  )
}

function Statuses({ statement }: { statement: Statement }) {
  const totals = statusTotals(statement)
  if (totals.length === 0) return null
  return (
    <>
      <h3>{texts.statuses(formatDay(statement.to))}</h3>
      <table className={styles.totals} aria-label={texts.statusesCaption}>
        <thead>
          <tr>
            <th scope="col">{texts.status}</th>
            <th scope="col">{texts.count}</th>
            <th scope="col">{texts.amount}</th>
          </tr>
        </thead>
        <tbody>
          {totals.map(({ label, count, minor }) => (
            <tr key={label}>
              <td>{label}</td>
              <td>{count}</td>
              <td>{formatMinor(minor, statement.currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.note}>{texts.statusesNote}</p>
    </>
  )
}
