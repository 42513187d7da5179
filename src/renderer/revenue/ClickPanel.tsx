import { formatDay } from '../../contract/dates.ts'
import type { Output } from '../../contract/methods.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { linkTo } from '../client/navigation.ts'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { Block, Inspector } from '../ui/Inspector.tsx'
import { Lines } from '../ui/Lines.tsx'
import { OriginBlock } from '../ui/OriginBlock.tsx'
import { revenueTexts as texts } from './texts.ts'

type Click = Output<'revenue.click'>

const words = texts.clicks.columns
const shown = ['link', 'code', 'referrer', 'country', 'externalId'] as const

/** One click: its link, whose it is and why, and the line of the log it came from. */
export function ClickPanel({ id, onClose }: { id: number; onClose: () => void }) {
  const query = useEngineQuery('revenue.click', { id }, { keepLast: true })
  const click = query.data
  if (!click)
    return (
      <Inspector title={texts.clicks.click} onClose={onClose}>
        {query.error && <ErrorNote error={query.error} onRetry={() => void query.refetch()} />}
      </Inspector>
    )
  const facts = shown.filter((key) => click[key] !== '')
  return (
    <Inspector
      title={click.code || click.partnerText || click.link}
      lead={texts.clicks.lead(formatDay(click.occurredOn))}
      onClose={onClose}
    >
      <Partner click={click} />
      <Block title={texts.details}>
        <Lines isWords lines={facts.map((key) => ({ label: words[key], value: click[key] }))} />
      </Block>
      <OriginBlock origin={click.origin} hrefOf={({ attemptId }) => linkTo({ page: 'import', parts: [attemptId] })} />
    </Inspector>
  )
}

function Partner({ click: { partnerId, partnerName, partnerText } }: { click: Click }) {
  return (
    <Block title={texts.attribution}>
      {partnerId === null ? (
        <>
          <p className="med">{texts.nobody}</p>
          <p className="ink2">{partnerText === '' ? texts.clicks.noCode : texts.clicks.unknownCode(partnerText)}</p>
          {partnerText !== '' && (
            <p>
              <a href={linkTo({ page: 'partners' })}>{texts.clicks.openPartners}</a>
            </p>
          )}
        </>
      ) : (
        <>
          <p className="med">
            <a href={linkTo({ page: 'partners', parts: [partnerId] })}>{partnerName}</a>
          </p>
          <p className="ink2">{texts.evidence.file(partnerText)}</p>
        </>
      )}
    </Block>
  )
}
