import { useState } from 'react'
import { formatDay } from '../../contract/dates.ts'
import type { Output } from '../../contract/methods.ts'
import { formatPeriod } from '../../contract/statementText.ts'
import { useCommand, useEngineQuery } from '../client/hooks.ts'
import { linkTo } from '../client/navigation.ts'
import { Checkbox } from '../ui/choices.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorNote } from '../ui/ErrorState.tsx'
import styles from './Reviews.module.css'
import { reviewTexts } from './texts.ts'

const texts = reviewTexts.due
type Due = Output<'reviews.due'>['partners'][number]

function whyOf({ cadence, rank }: Due): string {
  switch (cadence.scope) {
    case 'top':
      return texts.every(texts.rank(rank ?? 0), cadence.months)
    case 'group':
      return texts.every(texts.group(cadence.group), cadence.months)
    case 'tier':
      return texts.every(texts.tier(cadence.tier), cadence.months)
  }
}

/** Who is due by the cadence, and since when; those that are ticked are planned in one step. */
export function DueDialog({ days, onClose }: { days: number; onClose: () => void }) {
  const due = useEngineQuery('reviews.due', { days })
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set())
  const plan = useCommand('reviews.plan')
  const partners = due.data?.partners ?? []
  const chosen = partners.filter(({ partnerId }) => !left.has(partnerId))
  const toggle = (id: number, isChosen: boolean): void =>
    setLeft((now) => new Set(isChosen ? [...now].filter((other) => other !== id) : [...now, id]))
  const save = (): void =>
    plan.mutate(
      { reviews: chosen.map(({ partnerId, plannedOn, from, to }) => ({ partnerId, plannedOn, from, to })) },
      { onSuccess: onClose },
    )
  return (
    <Dialog
      isOpen
      isWide
      onClose={onClose}
      title={texts.title}
      lead={texts.lead(days)}
      note={<a href={linkTo({ page: 'settings', parts: ['reviews'] })}>{texts.change}</a>}
      {...(partners.length === 0 ? {} : { action: texts.do(chosen.length), onAction: save })}
      isBlocked={chosen.length === 0}
      isRunning={plan.isPending}
      error={plan.error}
    >
      {due.isError && <ErrorNote error={due.error} onRetry={() => void due.refetch()} />}
      {due.data && partners.length === 0 && <p>{texts.none(days)}</p>}
      {partners.length > 0 && (
        <table className={styles.table} aria-label={texts.title}>
          <thead>
            <tr>
              {texts.head.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {partners.map((partner) => (
              <tr key={partner.partnerId}>
                <td>
                  <Checkbox
                    isChecked={!left.has(partner.partnerId)}
                    onChecked={(isChosen) => toggle(partner.partnerId, isChosen)}
                  >
                    {partner.partnerName}
                  </Checkbox>
                </td>
                <td>{whyOf(partner)}</td>
                <td>{partner.lastOn === null ? texts.never : formatDay(partner.lastOn)}</td>
                <td>{formatDay(partner.plannedOn)}</td>
                <td>{formatPeriod(partner.from, partner.to)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Dialog>
  )
}
