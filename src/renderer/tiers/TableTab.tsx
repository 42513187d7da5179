import { formatDay } from '../../contract/dates.ts'
import { useCommand, useEngineQuery } from '../client/hooks.ts'
import { linkTo, useRoute } from '../client/navigation.ts'
import { useProgramme } from '../client/programme.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorNote, ErrorState } from '../ui/ErrorState.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { TableDraft } from './TableDraft.tsx'
import { TableVersion } from './TableVersion.tsx'
import { tableTexts as texts } from './tableTexts.ts'
import { templateBody } from './tierDraft.ts'

/** The tier table: its draft or a published version. */
export function TableTab() {
  const { params } = useRoute()
  const query = useEngineQuery('tiers.table', {})
  const programme = useProgramme()
  const create = useCommand('tiers.create')
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data || !programme) return null
  const { table } = query.data
  if (!table)
    return (
      <>
        <EmptyState
          title={texts.empty}
          actions={
            <Button
              changes
              look="main"
              disabled={create.isPending}
              onClick={() => create.mutate({ name: texts.newName, body: templateBody(programme.baseCurrency) })}
            >
              {texts.create}
            </Button>
          }
        >
          {texts.emptyMore}
        </EmptyState>
        {create.error && <ErrorNote error={create.error} />}
      </>
    )
  const [latest] = table.versions
  const nextNumber = (latest?.number ?? 0) + 1
  const shown = table.versions.find(({ number }) => String(number) === params['version'])
  const version = shown ?? (table.draft ? undefined : latest)
  const link = (number?: number): string =>
    linkTo({ page: 'tiers', parts: ['table'], params: number === undefined ? {} : { version: String(number) } })
  return (
    <>
      <Tabs
        label={texts.versions}
        current={version ? String(version.number) : 'draft'}
        tabs={[
          ...(table.draft ? [{ key: 'draft', label: texts.draftTab(nextNumber), href: link() }] : []),
          ...table.versions.map((one) => ({
            key: String(one.number),
            label: texts.versionTab(one.number, one === latest, formatDay(one.validFrom)),
            href: link(one.number),
          })),
        ]}
      />
      {version ? (
        <TableVersion table={table} version={version} currency={programme.baseCurrency} />
      ) : (
        table.draft && (
          // Another version's draft starts from what is stored.
          <TableDraft key={nextNumber} table={table} draft={table.draft} number={nextNumber} programme={programme} />
        )
      )}
    </>
  )
}
