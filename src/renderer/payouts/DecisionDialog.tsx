import { useState } from 'react'
import { formatMinor } from '../../contract/money.ts'
import { useCommand } from '../client/hooks.ts'
import { Checkbox } from '../ui/choices.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, TextArea } from '../ui/Field.tsx'
import { formatCount } from '../ui/figures.tsx'
import { Lines } from '../ui/Lines.tsx'
import type { CurrencyTotal } from '../ui/table/rowTotals.ts'
import { commissionTexts as texts } from './texts.ts'

export type Decision = 'hold' | 'release' | 'reject'

/** The contract takes this many commissions in one command. */
export const DECISION_LIMIT = 10_000

/** Holds, releases or rejects exactly these commissions. */
export function DecisionDialog({
  decision,
  ids,
  totals,
  onClose,
  onDone,
}: {
  decision: Decision
  ids: readonly number[]
  totals: readonly CurrencyTotal[]
  onClose: () => void
  onDone?: () => void
}) {
  const hold = useCommand('commissions.hold')
  const release = useCommand('commissions.release')
  const reject = useCommand('commissions.reject')
  const command = { hold, release, reject }[decision]
  const [reason, setReason] = useState('')
  const [isFraud, setIsFraud] = useState(false)
  const needsReason = decision !== 'release'
  const store = async (): Promise<void> => {
    if (decision === 'release') await release.mutateAsync({ ids: [...ids] })
    else if (decision === 'hold') await hold.mutateAsync({ ids: [...ids], reason: reason.trim() })
    else await reject.mutateAsync({ ids: [...ids], reason: reason.trim(), isFraud })
    onClose()
    onDone?.()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={texts[decision](ids.length)}
      lead={texts.leads[decision]}
      action={texts[decision](ids.length)}
      onAction={() => void store().catch(() => undefined)}
      isDanger={decision === 'reject'}
      isBlocked={needsReason && reason.trim() === ''}
      isRunning={command.isPending}
      error={command.error}
      note={texts.canUndo}
    >
      <Lines
        lines={totals.map(({ currency, count, minor }) => ({
          label: `${currency}, ${formatCount(count)}`,
          value: formatMinor(minor, currency),
        }))}
      />
      {needsReason && (
        <Field label={texts.reason} hint={texts.reasonHint}>
          {(control) => <TextArea {...control} maxLength={500} value={reason} onValue={setReason} />}
        </Field>
      )}
      {decision === 'reject' && (
        <Checkbox isChecked={isFraud} onChecked={setIsFraud}>
          {texts.isFraud}
        </Checkbox>
      )}
    </Dialog>
  )
}
