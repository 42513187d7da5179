import { useState } from 'react'
import { isDay, type Day } from '../../contract/dates.ts'
import { formatMinor } from '../../contract/money.ts'
import { useCommand, useEngineQuery } from '../client/hooks.ts'
import { useProgramme } from '../client/programme.ts'
import { currencyOptions } from '../client/programmeOptions.ts'
import { Radios } from '../ui/choices.tsx'
import { Combobox } from '../ui/Combobox.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, Input, TextArea } from '../ui/Field.tsx'
import { AmountInput } from '../ui/ParsedInput.tsx'
import { adjustmentTexts as texts } from './adjustmentTexts.ts'
import styles from './Run.module.css'

const directions = ['give', 'take'] as const
type Direction = (typeof directions)[number]

/** A bonus or a correction outside any conversion, with its reason. */
export function AdjustmentDialog({ onClose }: { onClose: () => void }) {
  const programme = useProgramme()
  if (!programme) return null
  return <AdjustmentForm baseCurrency={programme.baseCurrency} today={programme.today} onClose={onClose} />
}

function AdjustmentForm({ baseCurrency, today, onClose }: { baseCurrency: string; today: Day; onClose: () => void }) {
  const adjust = useCommand('commissions.adjust')
  const [search, setSearch] = useState('')
  const found = useEngineQuery('partners.find', { search }, { keepLast: true })
  const known = found.data?.partners ?? []
  const [chosen, setChosen] = useState<(typeof known)[number] | null>(null)
  const partners = chosen && !known.some(({ id }) => id === chosen.id) ? [chosen, ...known] : known
  const [currency, setCurrency] = useState(baseCurrency)
  const [direction, setDirection] = useState<Direction>('give')
  const [amount, setAmount] = useState(0)
  const [day, setDay] = useState(today)
  const [reason, setReason] = useState('')
  const minor = direction === 'take' ? -amount : amount
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={texts.add}
      lead={texts.lead}
      action={amount === 0 ? texts.add : texts.action(`${currency} ${formatMinor(minor, currency)}`)}
      onAction={() => {
        if (chosen)
          adjust.mutate({ partnerId: chosen.id, currency, minor, day, reason: reason.trim() }, { onSuccess: onClose })
      }}
      isBlocked={chosen === null || amount === 0 || reason.trim() === ''}
      isRunning={adjust.isPending}
      error={adjust.error}
      note={texts.canUndo}
    >
      <Field label={texts.partner}>
        {(control) => (
          <Combobox
            {...control}
            placeholder={texts.choosePartner}
            options={partners.map(({ id, name, code }) => ({ value: id, label: name, hint: code || undefined }))}
            value={chosen?.id ?? null}
            onSearch={(text) => setSearch(partners.some(({ name }) => name === text) ? '' : text)}
            onValue={(id) => setChosen(partners.find((partner) => partner.id === id) ?? null)}
          />
        )}
      </Field>
      <Radios
        label={texts.direction}
        className={styles.kinds}
        value={direction}
        onValue={setDirection}
        options={directions.map((value) => ({ value, label: texts.directions[value] }))}
      />
      <div className={styles.pair}>
        <Field label={texts.amount}>
          {() => <AmountInput label={texts.amount} width={16} currency={currency} value={amount} onValue={setAmount} />}
        </Field>
        <Field label={texts.currency}>
          {(control) => (
            <Combobox
              {...control}
              options={currencyOptions}
              value={currency}
              onValue={(code) => code !== null && setCurrency(code)}
            />
          )}
        </Field>
      </div>
      <Field label={texts.day}>
        {(control) => (
          <Input
            {...control}
            type="date"
            className={styles.day}
            value={day}
            onValue={(next) => isDay(next) && setDay(next)}
          />
        )}
      </Field>
      <Field label={texts.reason} hint={texts.reasonHint}>
        {(control) => <TextArea {...control} maxLength={500} value={reason} onValue={setReason} />}
      </Field>
    </Dialog>
  )
}
