import { formatDay } from '../../contract/dates.ts'
import { formatRate } from '../../contract/money.ts'
import { requirementText } from '../../contract/tierTexts.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { linkTo, navigate } from '../client/navigation.ts'
import { useProgramme } from '../client/programme.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Section } from '../ui/Lines.tsx'
import { rulesSentences } from './tableSentences.ts'
import { tierTexts } from './texts.ts'
import styles from './Tiers.module.css'

const texts = tierTexts.settings

/** The table in force at a glance, with the ways to it. */
export function TierSettings() {
  const query = useEngineQuery('tiers.table', {})
  const currency = useProgramme()?.baseCurrency
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data || currency === undefined) return null
  const { inForce, proposals } = query.data
  const openTable = (
    <Button isSmall onClick={() => navigate({ page: 'tiers', parts: ['table'] })}>
      {texts.open}
    </Button>
  )
  return (
    <div className={styles.settings}>
      <Section title={texts.title} sub={texts.lead} actions={openTable}>
        {inForce === null ? (
          <p className="ink2">{texts.none}</p>
        ) : (
          <>
            <p className="ink2 small">{texts.version(inForce.number, formatDay(inForce.validFrom))}</p>
            <ul className={styles.lines}>
              {inForce.body.tiers.map(({ key, name, requirements, upliftPpm }) => (
                <li key={key} className={styles.entry}>
                  <b>{name}</b>
                  {upliftPpm > 0 && <span className="ink2">, {tierTexts.partner.adds(formatRate(upliftPpm))}</span>}
                  <p className="ink2">
                    {requirements.length === 0
                      ? tierTexts.partner.asksNothing
                      : tierTexts.partner.asksFor(
                          requirements.map(({ test }) => requirementText(test, currency)).join('; '),
                        )}
                  </p>
                </li>
              ))}
            </ul>
            {rulesSentences(inForce.body.rules).map((sentence) => (
              <p key={sentence} className="small">
                {sentence}
              </p>
            ))}
            <p className="small">
              <a href={linkTo({ page: 'tiers', parts: ['standing'] })}>{texts.standing}</a>
              {proposals > 0 && <span className="ink2">, {texts.waiting(proposals)}</span>}
            </p>
          </>
        )}
      </Section>
    </div>
  )
}
