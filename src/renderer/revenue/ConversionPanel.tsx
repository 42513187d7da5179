import { useState } from 'react'
import { formatDay } from '../../contract/dates.ts'
import { formatMinor } from '../../contract/money.ts'
import type { Output } from '../../contract/methods.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { linkTo } from '../client/navigation.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { Block, Inspector } from '../ui/Inspector.tsx'
import { Lines, type Line } from '../ui/Lines.tsx'
import { OriginBlock } from '../ui/OriginBlock.tsx'
import { CreditDialog } from './CreditDialog.tsx'
import { Suggestions } from './Suggestions.tsx'
import { revenueTexts as texts } from './texts.ts'

type Conversion = Output<'revenue.conversion'>

/** One conversion or lead: its amounts, who is credited and why, what it earns, and the line of the file it came from. */
export function ConversionPanel({ id, onClose }: { id: number; onClose: () => void }) {
  const query = useEngineQuery('revenue.conversion', { id }, { keepLast: true })
  const [dialog, setDialog] = useState<'credit' | 'takeAway' | null>(null)
  const conversion = query.data
  if (!conversion)
    return (
      <Inspector title={texts.tabs.conversions} onClose={onClose}>
        {query.error && <ErrorNote error={query.error} onRetry={() => void query.refetch()} />}
      </Inspector>
    )
  const isLead = conversion.kind === 'lead'
  return (
    <Inspector
      title={
        isLead
          ? conversion.customerName || conversion.externalId || texts.leads.nameless
          : `${conversion.currency} ${formatMinor(conversion.amountMinor, conversion.currency)}`
      }
      lead={texts.conversionLead(
        texts.conversionTitle[conversion.kind],
        formatDay(conversion.occurredOn),
        isLead ? '' : conversion.customerName,
      )}
      onClose={onClose}
      foot={
        <>
          <Button changes onClick={() => setDialog('credit')}>
            {conversion.partnerId === null ? texts.credit : texts.creditOther}
          </Button>
          {conversion.partnerId !== null && (
            <Button changes look="bare" onClick={() => setDialog('takeAway')}>
              {texts.takeAway}
            </Button>
          )}
        </>
      }
    >
      {!isLead && (
        <Block>
          <Lines lines={amountLines(conversion)} />
        </Block>
      )}
      <Attribution conversion={conversion} />
      {conversion.attribution === 'none' && <Suggestions id={conversion.id} what={isLead ? 'lead' : 'conversion'} />}
      <Commissions conversion={conversion} />
      <Details conversion={conversion} />
      <OriginBlock
        origin={conversion.origin}
        hrefOf={({ attemptId }) => linkTo({ page: 'import', parts: [attemptId] })}
      />
      {dialog !== null && (
        <CreditDialog
          what={isLead ? 'lead' : 'conversion'}
          isTakingAway={dialog === 'takeAway'}
          conversionIds={[conversion.id]}
          totals={isLead ? [] : [{ currency: conversion.currency, count: 1, minor: conversion.amountMinor }]}
          partnerText={conversion.partnerText}
          onClose={() => setDialog(null)}
        />
      )}
    </Inspector>
  )
}

function amountLines({
  kind,
  currency,
  amountMinor,
  taxMinor,
  shippingMinor,
  discountMinor,
  refundedMinor,
}: Conversion): Line[] {
  const line = (label: string, minor: number): Line => ({ label, value: formatMinor(minor, currency) })
  return [
    { label: kind === 'sale' ? texts.charged : texts.taken, value: <b>{formatMinor(amountMinor, currency)}</b> },
    ...(taxMinor === 0 ? [] : [line(texts.tax, taxMinor)]),
    ...(shippingMinor === 0 ? [] : [line(texts.shipping, shippingMinor)]),
    ...(discountMinor === 0 ? [] : [line(texts.discount, discountMinor)]),
    ...(refundedMinor === 0 ? [] : [line(texts.refunded, -Math.abs(refundedMinor))]),
  ]
}

function Attribution({ conversion }: { conversion: Conversion }) {
  const { attribution, partnerId, partnerName, partnerText } = conversion
  return (
    <Block title={texts.attribution}>
      <p className="med">
        {partnerId === null ? (
          texts.nobody
        ) : (
          <a href={linkTo({ page: 'partners', parts: [partnerId] })}>{partnerName}</a>
        )}
      </p>
      <p className="ink2">{texts.evidence[attribution](partnerText)}</p>
    </Block>
  )
}

function Commissions({ conversion: { commissions, failedGates } }: { conversion: Conversion }) {
  const [failed] = failedGates
  return (
    <Block title={texts.commissions}>
      {commissions.length === 0 ? (
        <p className="ink2">{failed === undefined ? texts.noCommissions : texts.earnsNothing[failed]}</p>
      ) : (
        <Lines
          lines={commissions.map(({ id, earnedMinor, currency, status, otherPartner }) => ({
            label: texts.commissionLabel(texts.commissionStatuses[status] ?? status, otherPartner),
            value: (
              <a href={linkTo({ page: 'payouts', parts: ['commissions'], params: { open: String(id) } })}>
                {currency} {formatMinor(earnedMinor, currency)}
              </a>
            ),
          }))}
        />
      )}
    </Block>
  )
}

function Details({ conversion: { externalId, product, country, customerName } }: { conversion: Conversion }) {
  const lines = Object.entries({ customer: customerName, product, country, externalId }).filter(
    ([, value]) => value !== '',
  )
  if (lines.length === 0) return null
  return (
    <Block title={texts.details}>
      <Lines
        isWords
        lines={lines.map(([key, value]) => ({
          label: texts.detailLabels[key as keyof typeof texts.detailLabels],
          value,
        }))}
      />
    </Block>
  )
}
