import { useState } from 'react'
import { formatDay } from '../../contract/dates.ts'
import { missingTexts } from '../../contract/tierTexts.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { linkTo } from '../client/navigation.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { Block, Inspector } from '../ui/Inspector.tsx'
import { DecideDialog, type Deciding, onlyOne } from './DecideDialog.tsx'
import { Evidence } from './Evidence.tsx'
import { nextResult, proposalSentences, tierName } from './standing.ts'
import { tierTexts } from './texts.ts'
import styles from './Tiers.module.css'

const texts = tierTexts.partner

/** One partner beside the list: what is proposed with its evidence, and what is missing for the next tier. */
export function StandingPanel({ partnerId, name, onClose }: { partnerId: number; name: string; onClose: () => void }) {
  const query = useEngineQuery('tiers.partner', { partnerId, day: null }, { keepLast: true })
  const [deciding, setDeciding] = useState<Deciding | null>(null)
  const data = query.data
  if (!data)
    return (
      <Inspector title={name} onClose={onClose}>
        {query.error && <ErrorNote error={query.error} onRetry={() => void query.refetch()} />}
      </Inspector>
    )
  const { current, proposal, evaluation, scheduled, currency, policy } = data
  const next = nextResult(data)
  const judged = evaluation?.results.find(
    ({ tier }) => tier === (proposal?.kind === 'demotion' ? proposal.from : proposal?.to),
  )
  return (
    <Inspector
      title={name}
      lead={current.since === null ? texts.none : texts.since(tierName(data, current.tier), formatDay(current.since))}
      onClose={onClose}
      foot={
        proposal && (
          <>
            <Button
              changes
              look="main"
              onClick={() => setDeciding({ isApproved: true, selection: onlyOne(partnerId) })}
            >
              {texts.approve}
            </Button>
            {proposal.kind !== 'requalification' && (
              <Button changes onClick={() => setDeciding({ isApproved: false, selection: onlyOne(partnerId) })}>
                {texts.decline}
              </Button>
            )}
          </>
        )
      }
    >
      {proposal && (
        <Block
          title={tierTexts.standing.proposals[proposal.kind]}
          aside={<span className="ink2">{tierTexts.standing.evaluated(formatDay(proposal.evaluatedOn))}</span>}
        >
          <p className={styles.proposed}>{proposalSentences(data, formatDay).join(' ')}</p>
          {judged && <Evidence result={judged} currency={currency} policy={policy} />}
        </Block>
      )}
      {scheduled && (
        <Block title={tierTexts.standing.columns.scheduled}>
          <p>
            {texts.scheduled(scheduled.name || tierTexts.noTier, formatDay(scheduled.validFrom))}{' '}
            {scheduled.graceUntil !== null && texts.grace(formatDay(scheduled.graceUntil))}
          </p>
        </Block>
      )}
      {next && next.tier !== proposal?.to && (
        <Block title={texts.missingFor(next.name)}>
          <ul className={styles.missing}>
            {missingTexts(next, currency).map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Block>
      )}
      <Block>
        <a href={linkTo({ page: 'partners', parts: [partnerId, 'tier'] })}>{texts.openPartner}</a>
      </Block>
      {deciding && <DecideDialog deciding={deciding} onClose={() => setDeciding(null)} />}
    </Inspector>
  )
}
