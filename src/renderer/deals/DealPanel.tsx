import { formatDay, type Day } from '../../contract/dates.ts'
import { formatMinor } from '../../contract/money.ts'
import type { Output } from '../../contract/methods.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { linkTo } from '../client/navigation.ts'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { MomentText } from '../ui/figures.tsx'
import { Block, Inspector } from '../ui/Inspector.tsx'
import { Lines, type Line } from '../ui/Lines.tsx'
import { OriginBlock } from '../ui/OriginBlock.tsx'
import { DealHelpers } from './DealHelpers.tsx'
import { dealTexts as texts } from './texts.ts'

type Deal = Output<'revenue.deal'>

/** One deal: where it stands, whose it is, how imports changed it, and the line of the file it came from. */
export function DealPanel({ id, onClose }: { id: number; onClose: () => void }) {
  const query = useEngineQuery('revenue.deal', { id }, { keepLast: true })
  const deal = query.data
  if (!deal)
    return (
      <Inspector title={texts.page} onClose={onClose}>
        {query.error && <ErrorNote error={query.error} onRetry={() => void query.refetch()} />}
      </Inspector>
    )
  return (
    <Inspector
      title={deal.name || deal.customerName || texts.unnamed(deal.externalId)}
      lead={texts.lead(texts.stages[deal.stage], deal.stageText)}
      onClose={onClose}
    >
      <Block>
        <Lines
          lines={[
            {
              label: deal.amountMinor === null ? texts.amount : `${texts.amount}, ${deal.currency}`,
              value: <b>{amountText(deal.amountMinor, deal.currency)}</b>,
            },
          ]}
        />
      </Block>
      <Block title={texts.partner}>
        <p className="med">
          {deal.partnerId === null ? (
            texts.noPartner
          ) : (
            <a href={linkTo({ page: 'partners', parts: [deal.partnerId] })}>{deal.partnerName}</a>
          )}
        </p>
      </Block>
      <DealHelpers dealId={deal.id} />
      <Block title={texts.details}>
        <Lines isWords lines={detailLines(deal)} />
      </Block>
      <Versions deal={deal} />
      <OriginBlock origin={deal.origin} hrefOf={({ attemptId }) => linkTo({ page: 'import', parts: [attemptId] })} />
    </Inspector>
  )
}

function amountText(minor: number | null, currency: string): string {
  return minor === null ? texts.noAmount : formatMinor(minor, currency)
}

function detailLines(deal: Deal): Line[] {
  const { columns } = texts
  const day = (value: Day | null): string => (value === null ? '' : formatDay(value))
  return [
    { label: columns.customer, value: deal.customerName },
    { label: columns.openedOn, value: day(deal.openedOn) },
    { label: columns.closedOn, value: day(deal.closedOn) },
    { label: columns.product, value: deal.product },
    { label: columns.owner, value: deal.owner },
    { label: columns.externalId, value: deal.externalId },
  ].filter(({ value }) => value !== '')
}

/** Newest first: what each import said. */
function Versions({ deal: { versions, currency } }: { deal: Deal }) {
  return (
    <Block title={texts.versions} aside={versions.length > 1 && <span>{texts.versionCount(versions.length)}</span>}>
      {versions.length < 2 ? (
        <p className="ink2">{texts.onlyVersion}</p>
      ) : (
        <Lines
          lines={versions.toReversed().map(({ importedAt, stageText, amountMinor }) => ({
            label: (
              <>
                <MomentText at={importedAt} /> {stageText}
              </>
            ),
            value: amountText(amountMinor, currency),
          }))}
        />
      )}
    </Block>
  )
}
