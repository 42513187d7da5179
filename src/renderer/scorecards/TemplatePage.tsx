import { Ellipsis } from 'lucide-react'
import type { ScorecardTemplate } from '../../contract/scorecards.ts'
import { useCommand, useEngineQuery } from '../client/hooks.ts'
import { linkTo } from '../client/navigation.ts'
import { useProgramme } from '../client/programme.ts'
import { IconButton } from '../ui/Button.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Menu } from '../ui/Menu.tsx'
import { Page } from '../ui/Page.tsx'
import { scorecardCrumb } from './links.ts'
import { openTemplate } from './NewTemplateDialog.tsx'
import { TemplateEditor } from './TemplateEditor.tsx'
import { templateTexts as texts } from './templateTexts.ts'
import { scorecardTexts } from './texts.ts'

const crumbs = [
  scorecardCrumb,
  { label: scorecardTexts.tabs.templates, href: linkTo({ page: 'scorecards', parts: ['templates'] }) },
]

/** One template: its editor, and what can be done with it as a whole. */
export function TemplatePage({ id }: { id: number }) {
  const query = useEngineQuery('scorecards.template', { id })
  const programme = useProgramme()
  const template = query.data
  return (
    <Page
      title={template?.name ?? scorecardTexts.template}
      crumbs={crumbs}
      hasPeriod
      actions={template && <Actions template={template} />}
    >
      {query.error && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {template && programme && <TemplateEditor template={template} baseCurrency={programme.baseCurrency} />}
    </Page>
  )
}

function Actions({ template }: { template: ScorecardTemplate }) {
  const create = useCommand('scorecards.createTemplate')
  const archive = useCommand('scorecards.archiveTemplate')
  const { id, name, body, isArchived } = template
  const copy = (): void =>
    create.mutate(
      { name: texts.copyOf(name).slice(0, 80), body },
      { onSuccess: ({ id: copied }) => openTemplate(copied) },
    )
  return (
    <Menu
      trigger={<IconButton label={texts.more} icon={Ellipsis} />}
      items={[
        { label: texts.copy, changes: true, run: copy },
        {
          label: isArchived ? texts.unarchive : texts.archive,
          changes: true,
          run: () => archive.mutate({ id, isArchived: !isArchived }),
        },
      ]}
    />
  )
}
