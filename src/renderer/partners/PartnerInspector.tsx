import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { formatDay } from '../../contract/dates.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { navigate } from '../client/navigation.ts'
import { useProgramme } from '../client/programme.ts'
import { baseFirst } from './baseFirst.ts'
import { Button, IconButton, LinkButton } from '../ui/Button.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Amounts, DayText, formatCount } from '../ui/figures.tsx'
import { Block, Inspector } from '../ui/Inspector.tsx'
import { Lines } from '../ui/Lines.tsx'
import { Menu } from '../ui/Menu.tsx'
import { PartnerDialogs, type PartnerAction } from './PartnerDialogs.tsx'
import { StatusText } from './StatusText.tsx'
import { partnerTexts as texts } from './texts.ts'
import { usePartnerMenu } from './usePartnerMenu.ts'

/** One partner beside the directory. */
export function PartnerInspector({ id, onClose }: { id: number; onClose: () => void }) {
  const partner = useEngineQuery('partners.get', { id }, { keepLast: true })
  const summary = useEngineQuery('partners.summary', { id }, { keepLast: true }).data
  const base = useProgramme()?.baseCurrency
  const [action, setAction] = useState<PartnerAction | null>(null)
  const menu = usePartnerMenu(partner.data, setAction)
  if (partner.isError)
    return (
      <Inspector title={texts.one} onClose={onClose}>
        <ErrorState error={partner.error} onRetry={() => void partner.refetch()} />
      </Inspector>
    )
  const found = partner.data
  if (!found)
    return (
      <Inspector title={texts.one} onClose={onClose}>
        {null}
      </Inspector>
    )
  return (
    <Inspector
      title={found.name}
      lead={
        texts.lead(texts.kinds[found.kind], found.country, formatDay(found.startedOn)) +
        (found.manager === '' ? '' : texts.managed(found.manager))
      }
      onClose={onClose}
      foot={
        <>
          <Button look="main" keys="Ctrl Enter" onClick={() => navigate({ page: 'partners', parts: [id] })}>
            {texts.open}
          </Button>
          <Button changes onClick={() => setAction('edit')}>
            {texts.edit}
          </Button>
          <Menu trigger={<IconButton label={texts.more} icon={Ellipsis} />} items={menu} />
        </>
      }
    >
      <Block
        title={texts.status.status}
        aside={
          <LinkButton changes onClick={() => setAction('status')}>
            {texts.setStatus}
          </LinkButton>
        }
      >
        <StatusText status={found.status} />
      </Block>
      {summary && (
        <>
          <Block title={texts.summary.figures}>
            <Lines
              lines={[
                { label: texts.summary.revenue, value: <Amounts amounts={baseFirst(summary.revenue, base)} /> },
                { label: texts.summary.earned, value: <Amounts amounts={baseFirst(summary.earned, base)} /> },
                { label: texts.summary.paid, value: <Amounts amounts={baseFirst(summary.paid, base)} /> },
                {
                  label: texts.summary.owed,
                  value: <Amounts amounts={baseFirst(summary.owed, base)} negativeWord={texts.owesUs} />,
                  weight: 'sum',
                },
              ]}
            />
          </Block>
          <Block>
            <Lines
              lines={[
                { label: texts.summary.conversions, value: formatCount(summary.conversions) },
                { label: texts.summary.customers, value: formatCount(summary.customers) },
                {
                  label: texts.summary.deals,
                  value: texts.summary.dealsText(
                    formatCount(summary.openDeals),
                    formatCount(summary.wonDeals),
                    formatCount(summary.lostDeals),
                  ),
                },
                { label: texts.summary.last, value: <DayText day={summary.lastEventOn} /> },
              ]}
            />
          </Block>
        </>
      )}
      <Block
        title={texts.details.payee}
        aside={
          <LinkButton changes onClick={() => setAction('payee')}>
            {found.payee ? texts.edit : texts.details.addPayee}
          </LinkButton>
        }
      >
        {found.payee ? (
          texts.payeeDialog.methods[found.payee.method]
        ) : (
          <span className="ink3">{texts.details.noPayee}</span>
        )}
      </Block>
      <PartnerDialogs partner={found} action={action} onClose={() => setAction(null)} />
    </Inspector>
  )
}
