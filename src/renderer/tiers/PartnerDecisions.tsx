import { useState } from 'react'
import { addDays, type Day, formatDay, isDay } from '../../contract/dates.ts'
import type { TierDecision } from '../../contract/tiers.ts'
import { useCommand, useEngineQuery } from '../client/hooks.ts'
import { useProgramme } from '../client/programme.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, Input, TextArea } from '../ui/Field.tsx'
import { Select } from '../ui/Select.tsx'
import { Evidence } from './Evidence.tsx'
import { tierTexts } from './texts.ts'
import styles from './Tiers.module.css'

/** Everything that was decided about a partner's tier, newest first, each with what stood then. */
export function Decisions({ decisions, currency }: { decisions: readonly TierDecision[]; currency: string }) {
  const texts = tierTexts.partner
  if (decisions.length === 0) return <p className="ink2 small">{texts.historyNone}</p>
  return (
    <ul className={styles.lines}>
      {decisions.map(({ id, kind, tierName, validFrom, decidedOn, decidedBy, reason, evidence }) => (
        <li key={id} className={styles.entry}>
          <span className="num">{formatDay(validFrom)}</span>{' '}
          <b>
            {texts.decisions[kind]} {tierName || tierTexts.noTier}
          </b>
          <p className="ink2 small">
            {texts.decided(formatDay(decidedOn), decidedBy)}
            {reason !== '' && `: ${reason}`}
          </p>
          {evidence && (
            <details className="small">
              <summary>{texts.evidence(formatDay(evidence.evaluatedOn), evidence.versionNumber)}</summary>
              {evidence.results.map((result) => (
                <div key={result.tier}>
                  <p className="med">{result.name}</p>
                  <Evidence result={result} currency={currency} policy={evidence.policy} />
                </div>
              ))}
            </details>
          )}
        </li>
      ))}
    </ul>
  )
}

const NONE = 'none'

/** Puts a partner at a tier by hand. */
export function PlaceDialog({
  partnerId,
  name,
  tier,
  onClose,
}: {
  partnerId: number
  name: string
  tier: string
  onClose: () => void
}) {
  const texts = tierTexts.placeDialog
  const table = useEngineQuery('tiers.table', {}).data
  const today = useProgramme()?.today
  const place = useCommand('tiers.place')
  const [key, setKey] = useState(tier === '' ? NONE : tier)
  const [typed, setTyped] = useState<Day | null>(null)
  const [reason, setReason] = useState('')
  const validFrom = typed ?? today ?? ''
  const options = [
    { value: NONE, label: tierTexts.noTier },
    ...(table?.inForce?.body.tiers.map((known) => ({ value: known.key, label: known.name })) ?? []),
  ]
  const store = async (): Promise<void> => {
    await place.mutateAsync({ partnerId, tier: key === NONE ? '' : key, validFrom, reason: reason.trim() })
    onClose()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={texts.title(name)}
      lead={texts.lead}
      action={texts.action}
      onAction={() => void store().catch(() => undefined)}
      isBlocked={!isDay(validFrom) || reason.trim() === ''}
      isRunning={place.isPending}
      error={place.error}
      note={tierTexts.canUndo}
    >
      <div className={styles.form}>
        <Field label={texts.tier}>
          {(control) => <Select {...control} options={options} value={key} onValue={setKey} />}
        </Field>
        <Field label={texts.validFrom}>
          {(control) => <Input {...control} type="date" value={validFrom} onValue={setTyped} />}
        </Field>
        <Field label={tierTexts.reason} className={styles.whole}>
          {(control) => <TextArea {...control} rows={2} maxLength={500} value={reason} onValue={setReason} />}
        </Field>
      </div>
    </Dialog>
  )
}

/** Days for which a pin is suggested. */
const PIN_DAYS = 180

/** Keeps a partner where it is until a day. */
export function PinDialog({ partnerId, name, onClose }: { partnerId: number; name: string; onClose: () => void }) {
  const texts = tierTexts.pinDialog
  const today = useProgramme()?.today
  const pin = useCommand('tiers.pin')
  const [typed, setTyped] = useState<Day | null>(null)
  const [reason, setReason] = useState('')
  const until = typed ?? (today === undefined ? '' : addDays(today, PIN_DAYS))
  const store = async (): Promise<void> => {
    await pin.mutateAsync({ partnerId, pin: { until, reason: reason.trim() } })
    onClose()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={texts.title(name)}
      lead={texts.lead}
      action={texts.action}
      onAction={() => void store().catch(() => undefined)}
      isBlocked={!isDay(until) || reason.trim() === ''}
      isRunning={pin.isPending}
      error={pin.error}
      note={tierTexts.canUndo}
    >
      <Field label={texts.until}>
        {(control) => <Input {...control} type="date" value={until} onValue={setTyped} />}
      </Field>
      <Field label={tierTexts.reason}>
        {(control) => <TextArea {...control} rows={2} maxLength={500} value={reason} onValue={setReason} />}
      </Field>
    </Dialog>
  )
}
