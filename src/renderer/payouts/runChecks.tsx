import type { ReactNode } from 'react'
import { formatMinor, formatRate, scale } from '../../contract/money.ts'
import type { Payout, Run } from '../../contract/payouts.ts'
import { linkTo } from '../client/navigation.ts'
import { LinkButton } from '../ui/Button.tsx'
import { runTexts as texts } from './runTexts.ts'
import { payoutLink } from './runLinks.ts'

type Check = Run['checks'][number]

/** How far a payout is above its partner's average: "38%". */
function aboveAverage({ payoutMinor, averageMinor }: Payout): string {
  if (averageMinor === null || averageMinor === 0) return ''
  return formatRate(scale(payoutMinor - averageMinor, 1000, averageMinor, 'halfAwayFromZero') * 1000)
}

function passedText(check: Check, run: Run): string {
  const text = texts.passed[check.check]
  if (typeof text === 'string') return text
  const payable = run.payouts.filter((payout) => payout.payoutMinor > 0)
  return text(payable.length, payable.filter((payout) => payout.method === 'byHand').length)
}

function failedDetail(check: Check, run: Run, payout: Payout | undefined, onRefresh: () => void): ReactNode {
  switch (check.check) {
    case 'againstAverage': {
      if (!payout) return undefined
      const money = (minor: number): string => formatMinor(minor, payout.currency)
      return (
        <>
          {texts.average(`${payout.currency} ${money(payout.payoutMinor)}`, money(payout.averageMinor ?? 0))}{' '}
          <a href={payoutLink(run.id, payout)}>{texts.seeLines(payout.lines)}</a>
        </>
      )
    }
    case 'payeeData':
      return (
        <>
          {texts.failedDetail.payeeData}{' '}
          {payout && <a href={linkTo({ page: 'partners', parts: [payout.partnerId] })}>{texts.openPartner}</a>}
        </>
      )
    case 'totalsAddUp':
    case 'noLateChange':
      return (
        <>
          {texts.failedDetail[check.check]}{' '}
          <LinkButton changes onClick={onRefresh}>
            {texts.readAgain}
          </LinkButton>
        </>
      )
    case 'noLineTwice':
    case 'aboveMinimum':
      return texts.failedDetail[check.check]
  }
}

/** The checks in words; those that failed say what to do. */
export function checkItems(
  run: Run,
  onRefresh: () => void,
): { text: ReactNode; isPassed: boolean; detail?: ReactNode }[] {
  return run.checks.map((check) => {
    if (check.isPassed) return { text: passedText(check, run), isPassed: true }
    const payout = run.payouts.find(({ id }) => id === check.payoutId)
    return {
      text: texts.failed[check.check](check.detail, payout ? aboveAverage(payout) : ''),
      isPassed: false,
      detail: failedDetail(check, run, payout, onRefresh),
    }
  })
}
