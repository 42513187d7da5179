import { useState, type ReactNode } from 'react'
import type { TierBody } from '../../contract/tiers.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { useProgramme } from '../client/programme.ts'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { Block, Inspector } from '../ui/Inspector.tsx'
import { PartnerPicker, type PickedPartner } from '../ui/PartnerPicker.tsx'
import { Callout, Status } from '../ui/Status.tsx'
import { Evidence } from './Evidence.tsx'
import { tableTexts as texts } from './tableTexts.ts'
import { tierTexts } from './texts.ts'
import styles from './Tiers.module.css'
import { isDay } from '../../contract/dates.ts'

/** One partner against the table beside it, judged by the engine's own rules. */
export function TablePreview({ body, isReady, foot }: { body: TierBody; isReady: boolean; foot?: ReactNode }) {
  const today = useProgramme()?.today
  const table = useEngineQuery('tiers.table', {}).data
  const first = useEngineQuery('partners.find', { search: '' }).data?.partners[0]
  const [chosen, setChosen] = useState<PickedPartner | null | undefined>(undefined)
  const [typed, setTyped] = useState<string | null>(null)
  const partner = chosen === undefined ? (first ?? null) : chosen
  const day = typed ?? table?.evaluatedOn ?? today ?? ''
  const query = useEngineQuery(
    'tiers.preview',
    { body, partnerId: partner?.id ?? 0, day },
    { enabled: isReady && partner !== null && isDay(day), keepLast: true },
  )
  const reached = query.data?.results.findLast(({ isReached }) => isReached)
  return (
    <Inspector title={texts.example} lead={texts.exampleLead} isWide isFixed {...(foot === undefined ? {} : { foot })}>
      {query.error && <ErrorNote error={query.error} />}
      {!isReady && (
        <Block>
          <Callout meaning="warn">{texts.incomplete}</Callout>
        </Block>
      )}
      <Block>
        <div className={styles.form}>
          <Field label={texts.examplePartner}>
            {(control) => (
              <PartnerPicker
                {...control}
                value={partner && { id: partner.id, name: partner.name }}
                onValue={setChosen}
              />
            )}
          </Field>
          <Field label={texts.exampleDay}>
            {(control) => <Input {...control} type="date" value={day} onValue={setTyped} />}
          </Field>
        </div>
        {partner === null ? (
          <p className="ink2">{texts.exampleNone}</p>
        ) : (
          query.data && <p className="med">{texts.stands(reached?.name ?? tierTexts.noTier)}</p>
        )}
      </Block>
      {(query.data?.problems.length ?? 0) > 0 && (
        <Block title={texts.problems}>
          <ul className={styles.lines}>
            {query.data?.problems.map((problem) => (
              <li key={problem}>
                <Callout meaning="warn">{problem}.</Callout>
              </li>
            ))}
          </ul>
        </Block>
      )}
      {partner !== null &&
        query.data?.results.toReversed().map((result) => (
          <Block
            key={result.tier}
            title={result.name}
            aside={
              <Status meaning={result.isReached ? 'good' : 'mute'}>
                {result.isReached ? tierTexts.partner.reached : tierTexts.partner.notReached}
              </Status>
            }
          >
            <Evidence result={result} currency={query.data.currency} policy={query.data.policy} />
          </Block>
        ))}
    </Inspector>
  )
}
