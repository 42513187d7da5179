import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import type { Output } from '../../contract/methods.ts'
import { formatDay } from '../../contract/dates.ts'
import { useCommand, useEngineQuery } from '../client/hooks.ts'
import { linkTo, navigate, useRoute } from '../client/navigation.ts'
import { useProgramme } from '../client/programme.ts'
import { IconButton } from '../ui/Button.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Menu } from '../ui/Menu.tsx'
import { Page } from '../ui/Page.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { PlanDraft } from './PlanDraft.tsx'
import { PlanVersion } from './PlanVersion.tsx'
import { payoutTexts } from './texts.ts'
import { planTexts as texts } from './planTexts.ts'

export type Plan = Output<'plans.get'>

const crumbs = [
  { label: payoutTexts.page, href: linkTo({ page: 'payouts' }) },
  { label: payoutTexts.tabs.plans, href: linkTo({ page: 'payouts', parts: ['plans'] }) },
]

/** One plan: its draft or a published version, and for whom it holds. */
export function PlanPage({ id }: { id: number }) {
  const { params } = useRoute()
  const query = useEngineQuery('plans.get', { id })
  const programme = useProgramme()
  const archive = useCommand('plans.archive')
  const discard = useCommand('plans.discardDraft')
  const [isPublishing, setPublishing] = useState(false)
  const plan = query.data
  if (!plan || !programme)
    return (
      <Page title={payoutTexts.tabs.plans} crumbs={crumbs}>
        {query.error && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      </Page>
    )
  const newestFirst = plan.versions.toSorted((a, b) => b.number - a.number)
  const latest = newestFirst[0]
  const nextNumber = (latest?.number ?? 0) + 1
  const shown = plan.versions.find((version) => String(version.number) === params['version'])
  const version = shown ?? (plan.draft ? undefined : latest)
  const tabs = [
    ...(plan.draft
      ? [{ key: 'draft', label: texts.draftTab(nextNumber), href: linkTo({ page: 'payouts', parts: ['plans', id] }) }]
      : []),
    ...newestFirst.map((one) => ({
      key: String(one.number),
      label: texts.versionTab(one.number, one === latest, formatDay(one.validFrom)),
      href: linkTo({ page: 'payouts', parts: ['plans', id], params: { version: String(one.number) } }),
    })),
  ]
  return (
    <Page
      title={plan.name}
      crumbs={crumbs}
      actions={
        <Menu
          trigger={<IconButton label={texts.more} icon={Ellipsis} />}
          items={[
            ...(plan.draft && latest
              ? [{ label: texts.discard, changes: true, isDanger: true, run: () => discard.mutate({ id }) }]
              : []),
            {
              label: plan.isArchived ? texts.unarchive : texts.archive,
              changes: true,
              run: () => archive.mutate({ id, isArchived: !plan.isArchived }),
            },
          ]}
        />
      }
    >
      <Tabs label={texts.versions} tabs={tabs} current={version ? String(version.number) : 'draft'} />
      {version ? (
        <PlanVersion plan={plan} version={version} baseCurrency={programme.baseCurrency} />
      ) : (
        plan.draft && (
          <PlanDraft
            // Another version's draft starts from what is stored.
            key={`${id} ${nextNumber}`}
            plan={plan}
            draft={plan.draft}
            number={nextNumber}
            programme={programme}
            isPublishing={isPublishing}
            onPublishing={setPublishing}
            onPublished={() =>
              navigate({ page: 'payouts', parts: ['plans', id], params: { version: String(nextNumber) } })
            }
          />
        )
      )}
    </Page>
  )
}
