import { useState, type ReactNode } from 'react'
import { isDay } from '../../contract/dates.ts'
import { periodName } from '../../contract/scorecardText.ts'
import type { ScorecardTemplate } from '../../contract/scorecards.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { navigate, useRoute } from '../client/navigation.ts'
import type { Period, Span } from '../../contract/periods.ts'
import { usePeriod, useProgramme } from '../client/programme.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page } from '../ui/Page.tsx'
import { Select } from '../ui/Select.tsx'
import { Callout, Status } from '../ui/Status.tsx'
import styles from './Bar.module.css'
import { CardView } from './CardView.tsx'
import { publishedLink, scorecardCrumb } from './links.ts'
import { NoTemplate } from './NoTemplate.tsx'
import { PublishDialog } from './PublishDialog.tsx'
import { useTemplateChoice, useTemplates } from './templateChoice.ts'
import { scorecardTexts as texts } from './texts.ts'

const crumbs = [scorecardCrumb]

/** One partner's card over the period of the top bar, or the days of a link, as it would be frozen now. */
export function PartnerCardPage({ partnerId }: { partnerId: number }) {
  const partner = useEngineQuery('partners.get', { id: partnerId })
  const linked = linkedDays(useRoute().params)
  const chosen = usePeriod()
  const startMonth = useProgramme()?.fiscalYearStartMonth ?? 1
  const period = linked ?? chosen
  const name = partner.data?.name ?? texts.page
  // The top bar tells the period of all other cards.
  const title = linked === null ? name : texts.ofDays(name, periodName(linked.from, linked.to, startMonth))
  return (
    <Page title={title} crumbs={crumbs} hasPeriod={linked === null}>
      {partner.error && <ErrorState error={partner.error} onRetry={() => void partner.refetch()} />}
      {partner.data && period && <LiveCard partnerId={partnerId} period={period} />}
    </Page>
  )
}

function linkedDays({ from, to }: Readonly<Record<string, string>>): Span | null {
  return from !== undefined && to !== undefined && isDay(from) && isDay(to) && from <= to ? { from, to } : null
}

/** A card computed now, with the button that freezes it. */
export function LiveCard({
  partnerId,
  period,
  choose,
}: {
  partnerId: number
  period: Pick<Period, 'from' | 'to'>
  /** Stands first in the bar: which of the partner's cards is shown. */
  choose?: ReactNode
}) {
  const { query, templates, template } = useTemplates()
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return null
  if (!template) return <NoTemplate />
  return <CardByTemplate {...{ partnerId, period, template, templates, choose }} />
}

function CardByTemplate({
  partnerId,
  period: { from, to },
  template,
  templates,
  choose,
}: {
  partnerId: number
  period: Pick<Period, 'from' | 'to'>
  template: ScorecardTemplate
  templates: readonly ScorecardTemplate[]
  choose: ReactNode
}) {
  const [isPublishing, setPublishing] = useState(false)
  const query = useEngineQuery(
    'scorecards.preview',
    { templateId: template.id, partnerId, from, to },
    { keepLast: true },
  )
  const shown = query.data
  return (
    <>
      <div className={styles.bar}>
        {choose}
        <Select
          isSmall
          className={styles.choice}
          label={texts.template}
          value={template.id}
          onValue={(templateId) => useTemplateChoice.setState({ templateId })}
          options={templates.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <span className={styles.frozen}>
          <Status meaning="note">{texts.isPreview}</Status>
        </span>
        <span className={styles.push} />
        <Button
          changes
          isSmall
          look="main"
          disabled={!shown?.card || shown.cardId !== null || shown.card.scorePpm === null}
          onClick={() => setPublishing(true)}
        >
          {texts.publishOne}
        </Button>
      </div>
      {query.error && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {!query.error && shown && shown.cardId !== null && (
        <div className={styles.notice}>
          <Callout meaning="note">
            <span>
              {texts.hasCard} <a href={publishedLink(shown.cardId)}>{texts.openCard}</a>
            </span>
          </Callout>
        </div>
      )}
      {!query.error && shown?.card && (
        <CardView card={shown.card} partnerId={partnerId} templateId={template.id} isLive />
      )}
      {!query.error && shown && shown.card === null && (
        <EmptyState title={texts.notThen}>{texts.notThenMore}</EmptyState>
      )}
      {isPublishing && (
        <PublishDialog
          template={template}
          period={{ from, to }}
          partnerIds={[partnerId]}
          onClose={() => setPublishing(false)}
          onPublished={([id]) => {
            setPublishing(false)
            if (id !== undefined) navigate({ page: 'scorecards', parts: ['published', id] })
          }}
        />
      )}
    </>
  )
}
