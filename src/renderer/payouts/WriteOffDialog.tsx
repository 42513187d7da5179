import { useState } from 'react'
import { formatDay } from '../../contract/dates.ts'
import type { Output } from '../../contract/methods.ts'
import { formatMinor } from '../../contract/money.ts'
import { useCommand } from '../client/hooks.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, TextArea } from '../ui/Field.tsx'
import { Select } from '../ui/Select.tsx'
import { adjustmentTexts as texts } from './adjustmentTexts.ts'

type Balance = Output<'payouts.uncollectable'>['balances'][number]

const amountOf = ({ currency, minor }: Balance): string => `${currency} ${formatMinor(-minor, currency)}`
const keyOf = ({ partnerId, currency }: Balance): string => `${partnerId} ${currency}`

/** Gives up what a terminated partner owes, with a reason. */
export function WriteOffDialog({ balances, onClose }: { balances: readonly Balance[]; onClose: () => void }) {
  const writeOff = useCommand('payouts.writeOff')
  const [chosen, setChosen] = useState('')
  const [reason, setReason] = useState('')
  const balance = balances.find((known) => keyOf(known) === chosen) ?? balances[0]
  if (!balance) return null
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={texts.writeOffTitle}
      lead={texts.writeOffLead}
      action={texts.writeOffAction(amountOf(balance))}
      onAction={() => {
        const { partnerId, currency } = balance
        writeOff.mutate({ partnerId, currency, reason: reason.trim() }, { onSuccess: onClose })
      }}
      isBlocked={reason.trim() === ''}
      isRunning={writeOff.isPending}
      error={writeOff.error}
      note={texts.canUndo}
    >
      <Field label={texts.balance}>
        {(control) => (
          <Select
            {...control}
            value={keyOf(balance)}
            onValue={setChosen}
            options={balances.map((known) => ({
              value: keyOf(known),
              label: texts.owes(known.partnerName, amountOf(known), formatDay(known.terminatedOn)),
            }))}
          />
        )}
      </Field>
      <Field label={texts.reason} hint={texts.reasonHint}>
        {(control) => <TextArea {...control} maxLength={500} value={reason} onValue={setReason} />}
      </Field>
    </Dialog>
  )
}
