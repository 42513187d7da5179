import { formatPoints } from '../../contract/scorecardText.ts'
import { linkTo, navigate, useRoute } from '../client/navigation.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { saySaved } from '../ui/saySaved.ts'
import type { TableColumn, TableView } from '../ui/table/column.ts'
import { DataTable, type BulkSelection } from '../ui/table/DataTable.tsx'
import { saveCards, sayError } from './saveCards.ts'
import { scorecardTexts as texts } from './texts.ts'

const words = texts.columns

const columns: readonly TableColumn[] = [
  { key: 'partner', label: words.partner, width: 180, isGrowing: true, need: 1, isStrong: true },
  { key: 'group', label: words.group, width: 120, need: 4, isQuiet: true },
  { key: 'template', label: words.template, width: 140, need: 3, isQuiet: true },
  { key: 'version', label: words.version, width: 84, isHidden: true, isQuiet: true },
  { key: 'from', label: words.from, width: 104, need: 3 },
  { key: 'to', label: words.to, width: 104, need: 1 },
  {
    key: 'score',
    label: words.score,
    width: 84,
    need: 1,
    isStrong: true,
    render: (row) => formatPoints(Number(row.cells['score'])),
  },
  { key: 'band', label: words.band, width: 110, need: 2 },
  { key: 'publishedAt', label: words.publishedAt, width: 152, need: 4, isQuiet: true },
  { key: 'publishedBy', label: words.publishedBy, width: 128, isHidden: true, isQuiet: true },
]

const views: readonly TableView[] = [
  { key: 'all', label: texts.views.all, filters: [] },
  { key: 'byPeriod', label: texts.views.byPeriod, filters: [], groupBy: 'to' },
  { key: 'byPartner', label: texts.views.byPartner, filters: [], groupBy: 'partner' },
]

async function save(selection: BulkSelection): Promise<void> {
  const folder = await saveCards(await selection.ids())
  if (!folder) return
  saySaved(texts.saved(folder.name), folder)
  selection.clear()
}

/** Every published card; Enter opens it, several are saved in one go. */
export function PublishedTab() {
  const { filters } = useRoute()
  return (
    <DataTable
      table="scorecards"
      name="scorecards"
      label={texts.page}
      columns={columns}
      views={views}
      linkedFilters={filters}
      onOpen={(row) => navigate({ page: 'scorecards', parts: ['published', row.id] })}
      bulk={(selection) => (
        <Button isSmall onClick={() => void save(selection).catch(sayError)}>
          {texts.saveMany(selection.count)}
        </Button>
      )}
      empty={
        <EmptyState title={texts.empty} actions={<a href={linkTo({ page: 'scorecards' })}>{texts.openMatrix}</a>}>
          {texts.emptyMore}
        </EmptyState>
      }
    />
  )
}
