import { useState } from 'react'
import { isDay, type Day } from '../../contract/dates.ts'
import type { Run } from '../../contract/payouts.ts'
import { useCommand } from '../client/hooks.ts'
import { Checkbox } from '../ui/choices.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { amountsText, Money } from '../ui/figures.tsx'
import styles from './Run.module.css'
import { openPayments, sumPayouts } from './runFigures.ts'
import { runTexts as texts } from './runTexts.ts'

/** Records payments of chosen payouts; those that are paid by hand need a reference that was typed. */
export function PayDialog({ run, today, onClose }: { run: Run; today: Day; onClose: () => void }) {
  const markPaid = useCommand('payouts.markPaid')
  // The list that was open when the dialog was: a payment elsewhere makes the command refuse, not the list change.
  const [open] = useState(() => openPayments(run))
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set())
  const [paidOn, setPaidOn] = useState(today)
  const [shared, setShared] = useState('')
  const [typed, setTyped] = useState<ReadonlyMap<number, string>>(new Map())
  const chosen = open.filter(({ id }) => !left.has(id))
  const hasByHand = open.some(({ method }) => method === 'byHand')
  const referenceOf = ({ id, method }: (typeof open)[number]): string =>
    (typed.get(id) || (method === 'byHand' ? shared : '')).trim()
  const missing = chosen.filter((payout) => payout.method === 'byHand' && referenceOf(payout) === '').length
  const store = (): void =>
    markPaid.mutate(
      {
        id: run.id,
        paidOn,
        payments: chosen.map((payout) => ({ payoutId: payout.id, reference: referenceOf(payout) })),
      },
      { onSuccess: onClose },
    )
  return (
    <Dialog
      isOpen
      isWide
      onClose={onClose}
      title={texts.payTitle(chosen.length)}
      lead={texts.payLead(amountsText(sumPayouts(chosen)))}
      action={texts.payAction(chosen.length)}
      onAction={store}
      isBlocked={chosen.length === 0 || missing > 0}
      isRunning={markPaid.isPending}
      error={markPaid.error}
      note={missing > 0 ? texts.missing(missing) : texts.canUndo}
    >
      <div className={styles.pair}>
        <Field label={texts.paidOn}>
          {(control) => (
            <Input
              {...control}
              type="date"
              className={styles.day}
              value={paidOn}
              onValue={(day) => isDay(day) && setPaidOn(day)}
            />
          )}
        </Field>
        {hasByHand && (
          <Field label={texts.sameReference} hint={texts.sameReferenceHint}>
            {(control) => <Input {...control} maxLength={200} value={shared} onValue={setShared} />}
          </Field>
        )}
      </div>
      <ul className={styles.payments} aria-label={texts.payments}>
        {open.map((payout) => {
          const { id, partnerName, payoutMinor, currency, method, statementNumber } = payout
          const isLeft = left.has(id)
          return (
            <li key={id} className={styles.payment}>
              <Checkbox isChecked={!isLeft} onChecked={(isChecked) => setLeft((now) => withOut(now, id, !isChecked))}>
                {partnerName}
              </Checkbox>
              <Money minor={payoutMinor} currency={currency} hasUnit />
              <Input
                isSmall
                aria-label={texts.reference(partnerName)}
                maxLength={200}
                disabled={isLeft}
                placeholder={method === 'byHand' ? shared || texts.referenceNeeded : (statementNumber ?? '')}
                value={typed.get(id) ?? ''}
                onValue={(text) => setTyped((now) => new Map(now).set(id, text))}
              />
            </li>
          )
        })}
      </ul>
    </Dialog>
  )
}

function withOut(left: ReadonlySet<number>, id: number, isLeft: boolean): ReadonlySet<number> {
  const next = new Set(left)
  if (isLeft) next.add(id)
  else next.delete(id)
  return next
}
