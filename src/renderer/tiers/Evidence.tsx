import { Check, X } from 'lucide-react'
import { type Converted, ratesText } from '../../contract/rateTexts.ts'
import type { RequirementEvidence, TierResult } from '../../contract/tiers.ts'
import { missingText, requirementText, testLabel, testValue } from '../../contract/tierTexts.ts'
import { cx } from '../ui/cx.ts'
import { Icon } from '../ui/Icon.tsx'
import styles from './Tiers.module.css'
import { tierTexts as texts } from './texts.ts'

const words = texts.partner

interface EvidenceProps {
  result: TierResult
  currency: string
  /** How amounts of other currencies were converted; null: it was not kept. */
  policy: Converted['policy'] | null
}

/** Each requirement of a tier with what was found and what is missing, and the rates behind it. [TI18] */
export function Evidence({ result, currency, policy }: EvidenceProps) {
  const hasWeights = result.combination.kind === 'score'
  if (result.requirements.length === 0) return <p className="ink2 small">{words.asksNothing}</p>
  const foreign = [...new Set(result.requirements.flatMap((evidence) => evidence.foreign))].toSorted()
  const rates = policy === null ? null : ratesText({ policy, foreign })
  return (
    <>
      <ul className={styles.evidence}>
        {result.requirements.map((evidence) => (
          <li key={evidence.key} className={cx(styles.requirement, evidence.isMet ? styles.met : styles.unmet)}>
            <Icon of={evidence.isMet ? Check : X} size={14} />
            <div className={styles.pair}>
              <span title={requirementText(evidence.test, currency)}>
                {testLabel(evidence.test)}
                {hasWeights && <span className="ink2">, {words.weight(evidence.weight)}</span>}
              </span>
              <span className="num">{foundText(evidence, currency)}</span>
            </div>
            {!evidence.isMet && !isDeclared(evidence) && (
              <span className={cx(styles.lacks, 'ink2', 'small')}>{missingText(evidence, currency)}</span>
            )}
          </li>
        ))}
      </ul>
      {rates !== null && <p className="ink2 small">{rates}.</p>}
    </>
  )
}

/** Said or not said: there is no part of it. */
const isDeclared = ({ test }: Pick<RequirementEvidence, 'test'>): boolean =>
  test.kind === 'attestation' || test.kind === 'policy'

/** "USD 8,000.00 of 10,000.00"; of what can only be said or not, just that. */
function foundText({ test, actual, target }: RequirementEvidence, currency: string): string {
  const found = testValue(test, actual, currency)
  if (isDeclared({ test })) return found
  // The unit once is enough.
  const asked = testValue(test, target, currency).replace(`${currency} `, '')
  return test.kind === 'measure' && test.comparison === 'atMost' ? words.atMost(found, asked) : words.of(found, asked)
}
