import { verdicts, type ImportReport, type Verdict } from '../../contract/imports.ts'
import { formatDay } from '../../contract/dates.ts'
import { formatMinor } from '../../contract/money.ts'
import { linkTo } from '../client/navigation.ts'
import { cx } from '../ui/cx.ts'
import { formatCount } from '../ui/figures.tsx'
import { Block } from '../ui/Inspector.tsx'
import { Callout } from '../ui/Status.tsx'
import styles from './Report.module.css'
import { importTexts as texts } from './texts.ts'

interface PartProps {
  report: ImportReport
  /** What an import did, not what it would do. */
  isDone?: boolean
}

/** A bar and its five figures: every row of the file is in exactly one of them. */
export function VerdictBlock({ report, isDone }: PartProps) {
  const { rows } = report
  const notes = isDone === true ? texts.verdictsAfter : texts.verdictsBefore
  const parts = verdicts.map((verdict) => `${texts.verdicts[verdict]} ${formatCount(rows[verdict])}`)
  return (
    <Block>
      {rows.total > 0 && (
        <div className={styles.bar} role="img" aria-label={texts.verdictBar(parts.join(', '))}>
          {verdicts
            .filter((verdict) => rows[verdict] > 0)
            .map((verdict) => (
              <div key={verdict} className={styles[verdict]} style={{ flexGrow: rows[verdict] }} />
            ))}
        </div>
      )}
      <table className={styles.mini}>
        <tbody>
          {verdicts.map((verdict) => (
            <tr key={verdict} className={rows[verdict] === 0 ? 'ink3' : undefined}>
              <td className={styles.verdictName}>
                <Swatch verdict={verdict} />
                {texts.verdicts[verdict]}
              </td>
              <td className={cx(styles.verdictNote, 'ink2')}>{rows[verdict] > 0 && notes[verdict]}</td>
              <td className={cx(styles.figure, rows[verdict] > 0 && 'med')}>{formatCount(rows[verdict])}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>{texts.total}</td>
            <td className={styles.verdictNote} />
            <td className={styles.figure}>{formatCount(rows.total)}</td>
          </tr>
        </tfoot>
      </table>
    </Block>
  )
}

export function Swatch({ verdict }: { verdict: Verdict }) {
  return <span className={cx(styles.swatch, styles[verdict])} aria-hidden />
}

/** What becomes of the rows, by kind. */
export function KindsBlock({ report }: PartProps) {
  const { kinds } = report
  if (kinds.length === 0) return null
  return (
    <Block title={texts.created}>
      <table className={styles.mini}>
        <tbody>
          {kinds.map(({ kind, created, restored, same, changed }) => {
            const words = [
              created > 0 && texts.createdNew(created),
              restored > 0 && texts.restored(restored),
              changed > 0 && texts.changedOnes(changed),
              same > 0 && texts.sameOnes(same),
            ].filter((word) => word !== false)
            return (
              <tr key={kind}>
                <td>{texts.kinds[kind]}</td>
                <td className={cx(styles.figure, styles.kindWords)}>
                  {words.length > 0 ? words.join(', ') : texts.kindNone}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Block>
  )
}

/** Sums of the new rows, per kind or stage and currency; nothing is added across currencies. */
export function MoneyBlocks({ report }: PartProps) {
  return (
    <>
      <MoneyBlock
        title={texts.conversionsMoney}
        note={texts.moneyNote}
        lines={report.conversions
          .filter(({ kind }) => kind !== 'lead')
          .map((line) => ({ ...line, words: texts.kindRows[line.kind](line.rows) }))}
      />
      <MoneyBlock
        title={texts.dealsMoney}
        note={texts.valueNote}
        lines={report.deals.map((line) => ({ ...line, words: texts.stageRows[line.stage](line.rows) }))}
      />
    </>
  )
}

interface MoneyLine {
  /** "902 sales". */
  words: string
  currency: string
  minor: number
}

function MoneyBlock({ title, note, lines }: { title: string; note: string; lines: readonly MoneyLine[] }) {
  if (lines.length === 0) return null
  return (
    <Block title={title} aside={<span>{note}</span>}>
      <table className={styles.mini}>
        <tbody>
          {lines.map(({ words, currency, minor }) => (
            <tr key={`${words} ${currency}`}>
              <td>{currency}</td>
              <td className={cx(styles.figure, styles.moneyWords)}>{words}</td>
              <td className={cx(styles.figure, 'med')}>{formatMinor(minor, currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Block>
  )
}

/** Why rows are rejected, in one line each. */
export function RejectionsBlock({ report, aside }: PartProps & { aside?: React.ReactNode }) {
  const { rejections, rows } = report
  if (rejections.length === 0) return null
  return (
    <Block title={texts.whyRejected(rows.rejected)} aside={aside}>
      <table className={styles.mini}>
        <tbody>
          {rejections.map(({ reason, rows: count, firstLine }) => (
            <tr key={reason}>
              <td className={styles.figure}>{formatCount(count)}</td>
              <td>{texts.reasons[reason]}</td>
              <td className={cx(styles.figure, 'ink2')}>{texts.line(firstLine)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Block>
  )
}

/** Sums of a file of company figures, by measure and currency. */
export function FiguresBlock({ report: { figures } }: PartProps) {
  if (figures.length === 0) return null
  return (
    <Block title={texts.figures}>
      <table className={styles.mini}>
        <tbody>
          {figures.map(({ measure, currency, months, value }) => (
            <tr key={`${measure} ${currency}`}>
              <td>{`${texts.measures[measure]} ${currency}`.trim()}</td>
              <td className={cx(styles.figure, styles.moneyWords)}>{texts.figureMonths(months)}</td>
              <td className={cx(styles.figure, 'med')}>
                {currency === '' ? formatCount(value) : formatMinor(value, currency)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Block>
  )
}

/** What has no exchange rate yet, and where rates are added. */
export function UnratedBlock({ report: { unrated } }: PartProps) {
  if (unrated.length === 0) return null
  return (
    <Block title={texts.unratedTitle}>
      <Callout meaning="warn">
        {texts.unrated(unrated)} {texts.unratedMore}{' '}
        <a href={linkTo({ page: 'settings', parts: ['rates'] })}>{texts.toRates}</a>
      </Callout>
    </Block>
  )
}

/** That sales and leads earn nothing, and why. */
export function IneligibleBlock({ report: { ineligible } }: PartProps) {
  if (ineligible.length === 0) return null
  return (
    <Block title={texts.ineligibleTitle}>
      <Callout meaning="warn">
        {ineligible.map(({ reason, rows }) => texts.ineligible[reason](rows)).join(' ')} {texts.ineligibleMore}
      </Callout>
    </Block>
  )
}

/** Whose rows earn nothing: of each reason the partners whose rows come first. */
export function IneligiblePartnersBlock({ report: { ineligible } }: PartProps) {
  return ineligible.map(({ reason, partners, examples }) => (
    <Block key={reason} title={texts.ineligiblePartners[reason]}>
      <table className={styles.mini}>
        <tbody>
          {examples.map(({ partner, rows, line, day }) => (
            <tr key={line}>
              <td className={styles.figure}>{formatCount(rows)}</td>
              <td>{partner}</td>
              <td className={cx(styles.figure, 'ink2')}>{`${formatDay(day)}, ${texts.line(line)}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {partners > examples.length && <p className="ink2">{texts.morePartners(partners - examples.length)}</p>}
    </Block>
  ))
}

/** How many days and currencies a file of exchange rates has. */
export function RatesBlock({ report: { rates } }: PartProps) {
  if (rates === null) return null
  return (
    <Block title={texts.rates}>
      <p className={cx('num', styles.inText)}>{texts.ratesFound(rates.days, rates.currencies)}</p>
    </Block>
  )
}

/** Partners found and made, rows that name none, and the days the rows span. */
export function PartnersBlock({ report }: PartProps) {
  const { partners, earliestOn, latestOn } = report
  const hasClicks = report.kinds.some(({ kind }) => kind === 'clicks')
  const feedsEvents = hasClicks || report.conversions.length > 0 || report.deals.length > 0
  return (
    <>
      {feedsEvents && (
        <Block
          title={texts.partnersTitle}
          aside={<span>{texts.partnersFound(partners.matched, partners.created)}</span>}
        >
          <p className="ink2">
            {partners.rowsWithout > 0 ? texts.rowsWithout(partners.rowsWithout) : texts.noRowsWithout}
          </p>
        </Block>
      )}
      {earliestOn !== null && latestOn !== null && (
        <Block title={texts.period}>
          <p className={cx('num', styles.inText)}>{texts.periodSpan(formatDay(earliestOn), formatDay(latestOn))}</p>
        </Block>
      )}
    </>
  )
}
