import { useState } from 'react'
import { formatDay } from '../../contract/dates.ts'
import { formatRate } from '../../contract/money.ts'
import type { TierResult } from '../../contract/tiers.ts'
import { combinationText, missingTexts } from '../../contract/tierTexts.ts'
import { useCommand, useEngineQuery } from '../client/hooks.ts'
import { navigate } from '../client/navigation.ts'
import { useProgramme } from '../client/programme.ts'
import { Button, ButtonRow } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorNote, ErrorState } from '../ui/ErrorState.tsx'
import { Section } from '../ui/Lines.tsx'
import { Select } from '../ui/Select.tsx'
import { Callout, Status } from '../ui/Status.tsx'
import { DecideDialog, type Deciding, onlyOne } from './DecideDialog.tsx'
import { Evidence } from './Evidence.tsx'
import { PartnerCertificates } from './PartnerCertificates.tsx'
import { Decisions, PinDialog, PlaceDialog } from './PartnerDecisions.tsx'
import { PartnerPromises } from './PartnerPromises.tsx'
import { nextResult, type PartnerTierData, proposalSentences } from './standing.ts'
import { tierTexts } from './texts.ts'
import styles from './Tiers.module.css'

const texts = tierTexts.partner

/** Where a partner stands, by what evidence, what is missing, what was decided and what we owe it. */
export function PartnerTier({ partnerId }: { partnerId: number }) {
  const [isToday, setToday] = useState(false)
  const programme = useProgramme()
  const table = useEngineQuery('tiers.table', {})
  const partner = useEngineQuery('partners.get', { id: partnerId })
  const query = useEngineQuery(
    'tiers.partner',
    { partnerId, day: isToday ? (programme?.today ?? null) : null },
    { keepLast: true },
  )
  const failed = [query, table, partner].find(({ isError }) => isError)
  if (failed) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
  const data = query.data
  if (!data || !table.data || !partner.data || !programme) return null
  if (table.data.inForce === null && data.decisions.length === 0)
    return (
      <EmptyState
        title={texts.noTable}
        actions={
          <Button look="main" onClick={() => navigate({ page: 'tiers', parts: ['table'] })}>
            {texts.openTable}
          </Button>
        }
      />
    )
  const evaluatedOn = table.data.evaluatedOn
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={texts.tab}>
      <Standing partnerId={partnerId} name={partner.data.name} data={data} />
      <div className={styles.columns}>
        <div className={styles.stack}>
          <Section
            title={<MissingTitle data={data} />}
            actions={
              evaluatedOn !== null && (
                <Select
                  label={texts.asOf}
                  isSmall
                  value={isToday ? 'today' : 'last'}
                  onValue={(value) => setToday(value === 'today')}
                  options={[
                    { value: 'last', label: texts.lastEvaluation(formatDay(evaluatedOn)) },
                    { value: 'today', label: texts.today(formatDay(programme.today)) },
                  ]}
                />
              )
            }
          >
            <Missing data={data} />
          </Section>
          {data.evaluation?.results.toReversed().map((result) => (
            <TierSection key={result.tier} result={result} data={data} />
          ))}
        </div>
        <div className={styles.stack}>
          <PartnerPromises partnerId={partnerId} promises={data.promises} today={programme.today} />
          <PartnerCertificates partnerId={partnerId} />
          <Section title={texts.history}>
            <Decisions decisions={data.decisions} currency={data.currency} />
          </Section>
        </div>
      </div>
    </div>
  )
}

/** The tier in force, what comes, and what can be decided. */
function Standing({ partnerId, name, data }: { partnerId: number; name: string; data: PartnerTierData }) {
  const { current, pin, proposal, scheduled } = data
  const unpin = useCommand('tiers.pin')
  const [deciding, setDeciding] = useState<Deciding | null>(null)
  const [dialog, setDialog] = useState<'place' | 'pin' | null>(null)
  return (
    <>
      <div className={styles.lead}>
        <h2>
          {current.since === null
            ? texts.none
            : texts.since(current.name || tierTexts.noTier, formatDay(current.since))}
        </h2>
        <span className="ink2">
          {current.upliftPpm > 0 ? texts.uplift(formatRate(current.upliftPpm)) : texts.noUplift}
        </span>
        <ButtonRow className={styles.push}>
          <Button changes isSmall onClick={() => setDialog('place')}>
            {texts.place}
          </Button>
          {current.since !== null &&
            (pin ? (
              <Button changes isSmall onClick={() => unpin.mutate({ partnerId, pin: null })}>
                {texts.unpin}
              </Button>
            ) : (
              <Button changes isSmall onClick={() => setDialog('pin')}>
                {texts.pin}
              </Button>
            ))}
        </ButtonRow>
      </div>
      <div className={styles.notices}>
        {unpin.error && <ErrorNote error={unpin.error} />}
        {pin && <Callout meaning="hold">{texts.pinned(formatDay(pin.until), pin.reason)}</Callout>}
        {scheduled && (
          <Callout meaning="note">
            {texts.scheduled(scheduled.name || tierTexts.noTier, formatDay(scheduled.validFrom))}{' '}
            {scheduled.graceUntil !== null && texts.grace(formatDay(scheduled.graceUntil))}
          </Callout>
        )}
        {proposal && (
          <Callout meaning={proposal.kind === 'demotion' ? 'warn' : 'note'}>
            <p>{proposalSentences(data, formatDay).join(' ')}</p>
            <ButtonRow>
              <Button changes isSmall onClick={() => setDeciding({ isApproved: true, selection: onlyOne(partnerId) })}>
                {texts.approve}
              </Button>
              {proposal.kind !== 'requalification' && (
                <Button
                  changes
                  isSmall
                  onClick={() => setDeciding({ isApproved: false, selection: onlyOne(partnerId) })}
                >
                  {texts.decline}
                </Button>
              )}
            </ButtonRow>
          </Callout>
        )}
      </div>
      {deciding && <DecideDialog deciding={deciding} onClose={() => setDeciding(null)} />}
      {dialog === 'place' && (
        <PlaceDialog partnerId={partnerId} name={name} tier={current.tier} onClose={() => setDialog(null)} />
      )}
      {dialog === 'pin' && <PinDialog partnerId={partnerId} name={name} onClose={() => setDialog(null)} />}
    </>
  )
}

function MissingTitle({ data }: { data: PartnerTierData }) {
  const next = nextResult(data)
  return <>{next ? texts.missingFor(next.name) : texts.tab}</>
}

function Missing({ data }: { data: PartnerTierData }) {
  if (data.evaluation === null) return <p className="ink2">{texts.notThen}</p>
  const next = nextResult(data)
  if (!next) return <p className="ink2">{texts.top}</p>
  const missing = missingTexts(next, data.currency)
  if (missing.length === 0) return <p className="ink2">{texts.missingNothing}</p>
  return (
    <ul className={styles.missing}>
      {missing.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  )
}

function TierSection({ result, data }: { result: TierResult; data: PartnerTierData }) {
  const { name, isReached, isKept, combination, requirements } = result
  const isCurrent = data.current.tier === result.tier
  return (
    <section className={styles.tier} aria-label={name}>
      <div className={styles.tierHead}>
        <h3>{name}</h3>
        {isCurrent && <span className="ink2">{texts.current}</span>}
        <span className={styles.push}>
          {isReached ? (
            <Status meaning="good">{texts.reached}</Status>
          ) : isKept && isCurrent ? (
            <Status meaning="note">{texts.kept}</Status>
          ) : (
            <Status meaning="mute">{texts.notReached}</Status>
          )}
        </span>
      </div>
      {requirements.length > 1 && combination.kind !== 'all' && (
        <p className="ink2 small">
          {texts.asksFor(
            combinationText(
              combination,
              requirements.map(({ weight }) => weight),
            ),
          )}
        </p>
      )}
      <Evidence result={result} currency={data.currency} policy={data.policy} />
    </section>
  )
}
