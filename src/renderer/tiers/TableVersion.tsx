import { Pencil } from 'lucide-react'
import { formatRate } from '../../contract/money.ts'
import type { Tier, TierTable, TierVersion } from '../../contract/tiers.ts'
import { combinationText, requirementText } from '../../contract/tierTexts.ts'
import { useCommand } from '../client/hooks.ts'
import { navigate } from '../client/navigation.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { formatMoment } from '../ui/figures.tsx'
import { FootNote } from '../ui/Inspector.tsx'
import { Column, Split } from '../ui/Page.tsx'
import { TablePreview } from './TablePreview.tsx'
import { rulesSentences } from './tableSentences.ts'
import { tableTexts as texts } from './tableTexts.ts'
import editor from './TierEditor.module.css'
import styles from './Tiers.module.css'

/** A published version: it is read, never edited. Changing the table makes a draft of the next one. */
export function TableVersion({
  table,
  version,
  currency,
}: {
  table: TierTable
  version: TierVersion
  currency: string
}) {
  const saveDraft = useCommand('tiers.saveDraft')
  const change = async (): Promise<void> => {
    if (!table.draft) await saveDraft.mutateAsync({ id: table.id, body: version.body })
    navigate({ page: 'tiers', parts: ['table'] })
  }
  return (
    <Split>
      <Column>
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={table.name}>
          <section className={editor.rules} aria-label={texts.rules}>
            <h2>{texts.rules}</h2>
            {rulesSentences(version.body.rules).map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </section>
          {version.body.tiers.map((tier, index) => (
            <section key={tier.key} className={editor.tier} aria-label={tier.name}>
              <span className={editor.number}>{index + 1}</span>
              <div className={editor.body}>
                <h2 className="strong">{tier.name}</h2>
                <TierWords tier={tier} isLowest={index === 0} currency={currency} />
              </div>
            </section>
          ))}
          <p className="ink2 small">{texts.published(formatMoment(version.publishedAt), version.publishedBy)}</p>
          {saveDraft.error && <ErrorNote error={saveDraft.error} />}
        </div>
      </Column>
      <TablePreview
        body={version.body}
        isReady
        foot={
          <>
            <Button changes icon={Pencil} onClick={() => void change().catch(() => undefined)}>
              {texts.change}
            </Button>
            <FootNote>{texts.changeLead}</FootNote>
          </>
        }
      />
    </Split>
  )
}

function TierWords({ tier, isLowest, currency }: { tier: Tier; isLowest: boolean; currency: string }) {
  const { requirements, combination, promises, upliftPpm } = tier
  return (
    <>
      {requirements.length === 0 && isLowest && <p>{texts.lowest}</p>}
      {requirements.length > 0 && (
        <>
          <p>
            {texts.reachedWith}{' '}
            {combinationText(
              combination,
              requirements.map(({ weight }) => weight),
            )}
            :
          </p>
          <ul className={editor.asked}>
            {requirements.map(({ key, test }) => (
              <li key={key}>{requirementText(test, currency)}</li>
            ))}
          </ul>
        </>
      )}
      {upliftPpm > 0 && (
        <p>
          {texts.adds} {formatRate(upliftPpm)} {texts.uplift}
        </p>
      )}
      {promises.length > 0 && (
        <>
          <p>{texts.promises}:</p>
          <ul className={editor.asked}>
            {promises.map(({ key, text, severity, dueDays }) => (
              <li key={key}>
                {text}
                <span className="ink2">
                  , {texts.severities[severity].toLowerCase()}
                  {dueDays !== null && `, ${texts.within} ${dueDays} ${texts.days}`}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
