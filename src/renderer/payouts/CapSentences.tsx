import { X } from 'lucide-react'
import { type CapKind, capKinds, type Caps, type PlanRule } from '../../contract/plans.ts'
import { capWindowTexts } from '../../contract/statementText.ts'
import { IconButton } from '../ui/Button.tsx'
import { AmountInput } from '../ui/ParsedInput.tsx'
import { optionsOf, Select } from '../ui/Select.tsx'
import { CurrencySelect } from './CurrencySelect.tsx'
import { withoutCap } from './planDraft.ts'
import styles from './PlanEditor.module.css'
import { planTexts as texts } from './planTexts.ts'

/** The most that a rule pays: "Pays at most 500.00 USD per customer and month." */
export function CapSentences({ rule, onRule }: { rule: PlanRule; onRule: (rule: PlanRule) => void }) {
  const { caps, payment } = rule
  if (!caps) return null
  const setCap = <Kind extends CapKind>(kind: Kind, cap: NonNullable<Caps[Kind]>): void =>
    onRule({ ...rule, caps: { ...caps, [kind]: cap } })
  return capKinds.map((kind) => {
    const cap = caps[kind]
    if (!cap) return null
    const label = `${texts.capAtMost} ${texts.caps[kind]}`
    return (
      <p key={kind} className={styles.sentence}>
        {texts.capAtMost}{' '}
        <AmountInput
          isInline
          label={label}
          currency={caps.currency}
          value={cap.minor}
          onValue={(minor) => setCap(kind, { ...cap, minor })}
        />{' '}
        {'currency' in payment ? (
          caps.currency
        ) : (
          <CurrencySelect
            value={caps.currency}
            onValue={(currency) => onRule({ ...rule, caps: { ...caps, currency } })}
          />
        )}{' '}
        {texts.caps[kind]}
        {'window' in cap && (
          <>
            {' '}
            <Select
              label={`${label}, ${texts.capWindow}`}
              isInline
              options={optionsOf(capWindowTexts(kind))}
              value={cap.window}
              onValue={(window) => setCap(kind, { ...cap, window })}
            />
          </>
        )}
        {texts.stop}{' '}
        <IconButton
          isSmall
          label={texts.removeCap(texts.caps[kind])}
          icon={X}
          onClick={() => onRule(withoutCap(rule, kind))}
        />
      </p>
    )
  })
}
