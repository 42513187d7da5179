import { Pencil, Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { ProgrammeCost } from '../../contract/costs.ts'
import type { Output } from '../../contract/methods.ts'
import { formatMinor } from '../../contract/money.ts'
import { useCommand, useEngineQuery } from '../client/hooks.ts'
import { monthName } from '../../contract/periods.ts'
import { useProgramme } from '../client/programme.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorNote, ErrorState } from '../ui/ErrorState.tsx'
import { MiniTable } from '../ui/MiniTable.tsx'
import settings from '../ui/Settings.module.css'
import { CostDialog } from './CostDialog.tsx'
import { CostSpread } from './CostSpread.tsx'
import { costTexts as texts } from './costTexts.ts'
import styles from './Metrics.module.css'

type Costs = Output<'costs.list'>

/** The settings tab of programme costs: the list, what it comes to, and how common costs are spread. */
export function CostSettings() {
  const query = useEngineQuery('costs.list', {})
  const programme = useProgramme()
  const [edited, setEdited] = useState<ProgrammeCost | 'new' | null>(null)
  const remove = useCommand('costs.remove')
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  const { data } = query
  return (
    <div className={settings.form}>
      <div className={settings.head}>
        <h2>{texts.title}</h2>
        <p className="ink2">{texts.lead}</p>
      </div>
      {data && programme && (
        <>
          <section className={settings.part}>
            {data.costs.length === 0 ? (
              <EmptyState
                title={texts.empty}
                actions={
                  <Button changes look="main" icon={Plus} onClick={() => setEdited('new')}>
                    {texts.add}
                  </Button>
                }
              >
                {texts.emptyMore}
              </EmptyState>
            ) : (
              <>
                <CostList costs={data.costs} onEdit={setEdited} onRemove={(id) => remove.mutate({ id })} />
                <div>
                  <Button changes isSmall icon={Plus} onClick={() => setEdited('new')}>
                    {texts.add}
                  </Button>
                </div>
              </>
            )}
            {remove.error && <ErrorNote error={remove.error} />}
          </section>
          {data.costs.length > 0 && <Sums data={data} />}
          <CostSpread data={data} programme={programme} />
          {edited !== null && (
            <CostDialog cost={edited === 'new' ? null : edited} programme={programme} onClose={() => setEdited(null)} />
          )}
        </>
      )}
    </div>
  )
}

function CostList({
  costs,
  onEdit,
  onRemove,
}: {
  costs: readonly ProgrammeCost[]
  onEdit: (cost: ProgrammeCost) => void
  onRemove: (id: number) => void
}) {
  const { columns } = texts
  return (
    <MiniTable
      label={texts.title}
      words={[1, 2]}
      head={[
        columns.label,
        columns.whose,
        columns.months,
        columns.amount,
        <span key="actions" className="vh">
          {columns.actions}
        </span>,
      ]}
      rows={costs.map((cost) => ({
        key: String(cost.id),
        cells: [
          <>
            <span className="med">{cost.label}</span> <span className="ink3">{texts.kinds[cost.kind]}</span>
          </>,
          cost.partnerId === null ? texts.common : cost.partnerName,
          monthsOf(cost),
          `${cost.currency} ${formatMinor(cost.monthMinor, cost.currency)}`,
          <span key="actions" className={styles.rowButtons}>
            <IconButton changes isSmall label={texts.edit(cost.label)} icon={Pencil} onClick={() => onEdit(cost)} />
            <IconButton changes isSmall label={texts.remove(cost.label)} icon={X} onClick={() => onRemove(cost.id)} />
          </span>,
        ],
      }))}
    />
  )
}

function monthsOf({ fromMonth, toMonth }: ProgrammeCost): string {
  const name = (month: string): string => monthName(`${month}-01`)
  return toMonth === null ? texts.onwards(name(fromMonth)) : texts.between(name(fromMonth), name(toMonth))
}

/** What a month comes to, per currency; nothing is added across them. */
function Sums({ data: { sums, month } }: { data: Costs }) {
  const { sum } = texts
  const name = monthName(`${month}-01`)
  return (
    <section className={settings.part}>
      <h3>{sum.title(name)}</h3>
      {sums.length === 0 ? (
        <p className="small ink2">{sum.none(name)}</p>
      ) : (
        <MiniTable
          label={sum.title(name)}
          head={[sum.currency, sum.common, sum.own, sum.total]}
          rows={sums.map(({ currency, commonMinor, ownMinor }) => ({
            key: currency,
            cells: [
              currency,
              formatMinor(commonMinor, currency),
              formatMinor(ownMinor, currency),
              <b key="total">{formatMinor(commonMinor + ownMinor, currency)}</b>,
            ],
          }))}
        />
      )}
    </section>
  )
}
