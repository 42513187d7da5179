import { type ComponentProps, Fragment, type ReactNode } from 'react'
import type { AppError } from '../../contract/errors.ts'
import type { MeasureUnit } from '../../contract/measures.ts'
import { formatMeasure } from '../../contract/measureTexts.ts'
import { linkTo } from '../client/navigation.ts'
import type { Period } from '../../contract/periods.ts'
import { ratesText } from '../../contract/rateTexts.ts'
import { changeText } from '../ui/change.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { missingText, type MeasureBasis } from '../ui/measures.tsx'
import { PartnerPicker } from '../ui/PartnerPicker.tsx'
import { Callout } from '../ui/Status.tsx'
import { uiTexts } from '../ui/texts.ts'
import styles from './Analytics.module.css'
import { analyticsTexts as texts } from './texts.ts'

/** "37.5%". */
export const percent = (ppm: number): string => formatMeasure(ppm, 'rate', '')

/** Heads of what `comparison` adds to a table. */
export const comparisonHead = ({ compareLabel }: Period): string[] =>
  compareLabel === null ? [] : [compareLabel, uiTexts.change]

/** The value before and how far the one of now is from it, as cells; nothing where nothing is compared. [AN14] */
export function comparison(
  { compareLabel }: Period,
  now: number | null,
  before: number | null | undefined,
  unit: MeasureUnit,
  say: (value: number) => string,
): string[] {
  if (compareLabel === null) return []
  return [
    before === null || before === undefined ? uiTexts.noBefore : say(before),
    changeText(now, before, unit) ?? uiTexts.noBefore,
  ]
}

interface Question<T> {
  data: T | undefined
  isError: boolean
  error: AppError | null
  refetch: () => unknown
}

/** What a tab shows once its question is answered, or that it could not be. */
export function Answered<T>({ query, children }: { query: Question<T>; children: (data: T) => ReactNode }) {
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return query.data === undefined ? null : children(query.data)
}

/** Names the rates behind figures, and the rows that wait for one. */
export function Basis({ basis }: { basis: MeasureBasis }) {
  const rates = ratesText(basis)
  const missing = basis.missing ?? []
  return (
    <>
      {rates !== null && <p className="small ink2">{texts.rates(rates)}</p>}
      {missing.length > 0 && (
        <Callout meaning="warn">
          <p>
            {texts.missing(missingText(missing))}{' '}
            <a href={linkTo({ page: 'settings', parts: ['rates'] })}>{texts.toSettings}</a>
          </p>
        </Callout>
      )}
    </>
  )
}

/** Opens a chart to the rows that it is made of. */
export function RowsLink({ href }: { href: string }) {
  return (
    <p className="small">
      <a href={href}>{texts.showRows}</a>
    </p>
  )
}

/** The same where a chart is made of several lists of rows. */
export function RowsLinks({ links }: { links: readonly { href: string; label: string }[] }) {
  return (
    <p className="small ink2">
      {texts.showRows}:{' '}
      {links.map(({ href, label }, at) => (
        <Fragment key={label}>
          {at > 0 && ', '}
          <a href={href}>{label}</a>
        </Fragment>
      ))}
    </p>
  )
}

/** Whose rows are counted; nobody chosen counts those of all. */
export function PartnerChoice(props: Pick<ComponentProps<typeof PartnerPicker>, 'value' | 'onValue'>) {
  return (
    <div className={styles.picker}>
      <PartnerPicker label={texts.of} isClearable placeholder={texts.allPartners} {...props} />
    </div>
  )
}

/** A table that may be wider than its place: it scrolls by itself, also by keyboard. */
export function Wide({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.wide} tabIndex={0} role="group" aria-label={label}>
      {children}
    </div>
  )
}

/** Two parts beside each other, under each other where there is no room. */
export function Pair({ children }: { children: ReactNode }) {
  return <div className={styles.pair}>{children}</div>
}
