import { useState } from 'react'
import { formatMinor } from '../../contract/money.ts'
import { useCommand, useEngineQuery } from '../client/hooks.ts'
import { Combobox } from '../ui/Combobox.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, TextArea } from '../ui/Field.tsx'
import { formatCount } from '../ui/figures.tsx'
import { Lines } from '../ui/Lines.tsx'
import type { CurrencyTotal } from '../ui/table/rowTotals.ts'
import { type Credited, revenueTexts as texts } from './texts.ts'

/** The contract takes this many rows in one command. */
export const CREDIT_LIMIT = 10_000

/** Credits exactly these conversions or leads to a partner, or to nobody, with a reason for the history. */
export function CreditDialog({
  what = 'conversion',
  isTakingAway = false,
  conversionIds,
  totals,
  partnerText,
  onClose,
  onDone,
}: {
  what?: Credited
  isTakingAway?: boolean
  conversionIds: readonly number[]
  /** Leads have none. */
  totals: readonly CurrencyTotal[]
  /** What the file calls the partner, when all rows agree: the first guess. */
  partnerText: string
  onClose: () => void
  onDone?: () => void
}) {
  const attribute = useCommand('revenue.attribute')
  const [search, setSearch] = useState(partnerText)
  const [partnerId, setPartnerId] = useState<number | null>(null)
  const [reason, setReason] = useState('')
  const [chosen, setChosen] = useState<{ id: number; name: string; code: string } | null>(null)
  const found = useEngineQuery('partners.find', { search }, { enabled: !isTakingAway, keepLast: true })
  const known = found.data?.partners ?? []
  const partners = chosen && !known.some(({ id }) => id === chosen.id) ? [chosen, ...known] : known
  const count = conversionIds.length
  const isBlocked = reason.trim() === '' || (!isTakingAway && partnerId === null)
  const store = async (): Promise<void> => {
    await attribute.mutateAsync({
      conversionIds: [...conversionIds],
      partnerId: isTakingAway ? null : partnerId,
      reason: reason.trim(),
    })
    onClose()
    onDone?.()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={isTakingAway ? texts.takeAwayTitle(count, what) : texts.creditTitle(count, what)}
      lead={texts.creditLead}
      action={isTakingAway ? texts.takeAwayAction(count) : texts.creditAction(count, what)}
      onAction={() => void store().catch(() => undefined)}
      isBlocked={isBlocked}
      isRunning={attribute.isPending}
      error={attribute.error}
      note={texts.canUndo}
    >
      {totals.length > 0 && (
        <Lines
          lines={totals.map(({ currency, count: rows, minor }) => ({
            label: `${currency}, ${formatCount(rows)}`,
            value: formatMinor(minor, currency),
          }))}
        />
      )}
      {!isTakingAway && (
        <Field label={texts.partner}>
          {(control) => (
            <Combobox
              {...control}
              placeholder={texts.choosePartner}
              options={partners.map(({ id, name, code }) => ({ value: id, label: name, hint: code || undefined }))}
              value={partnerId}
              onSearch={(text) => setSearch(partners.some(({ name }) => name === text) ? '' : text)}
              onValue={(id) => {
                setPartnerId(id)
                setChosen(partners.find((partner) => partner.id === id) ?? null)
              }}
            />
          )}
        </Field>
      )}
      <Field label={texts.reason} hint={texts.reasonHint}>
        {(control) => <TextArea {...control} maxLength={500} value={reason} onValue={setReason} />}
      </Field>
    </Dialog>
  )
}
