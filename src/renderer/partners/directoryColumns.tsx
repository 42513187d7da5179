import { useMemo } from 'react'
import type { PartnerFields } from '../../contract/partners.ts'
import type { ViewRow } from '../../contract/views.ts'
import { useCommand } from '../client/hooks.ts'
import type { TableColumn } from '../ui/table/column.ts'
import { StatusText } from './StatusText.tsx'
import { partnerTexts as texts } from './texts.ts'

const columns: readonly TableColumn[] = [
  { key: 'name', label: texts.columns.name, width: 200, isGrowing: true, need: 1, isStrong: true },
  { key: 'country', label: texts.columns.country, width: 116, need: 3, isQuiet: true },
  {
    key: 'status',
    label: texts.columns.status,
    width: 112,
    need: 2,
    choices: texts.statuses,
    render: (row: ViewRow) => <StatusText status={String(row.cells.status)} />,
  },
  { key: 'tier', label: texts.columns.tier, width: 96, need: 2 },
  { key: 'kind', label: texts.columns.kind, width: 100, need: 4, choices: texts.kinds, isHidden: true },
  { key: 'group', label: texts.columns.group, width: 110, need: 4, isQuiet: true },
  { key: 'manager', label: texts.columns.manager, width: 130, need: 5, isQuiet: true },
  { key: 'lastEventOn', label: texts.columns.lastEventOn, width: 104, need: 4 },
  { key: 'conversions', label: texts.columns.conversions, width: 76, need: 3 },
  { key: 'otherCurrencies', label: texts.columns.otherCurrencies, width: 88, need: 3, isQuiet: true },
  { key: 'revenue', label: texts.columns.revenue, width: 128, need: 1 },
  { key: 'earned', label: texts.columns.earned, width: 116, need: 2 },
  { key: 'owed', label: texts.columns.owed, width: 116, need: 1, negativeWord: texts.owesUs },
  { key: 'code', label: texts.columns.code, width: 110, need: 4, isHidden: true },
  { key: 'region', label: texts.columns.region, width: 110, need: 4, isHidden: true },
  { key: 'territory', label: texts.columns.territory, width: 150, need: 4, isHidden: true },
  { key: 'startedOn', label: texts.columns.startedOn, width: 104, need: 4, isHidden: true },
  { key: 'email', label: texts.columns.email, width: 190, need: 5, isHidden: true },
  { key: 'hasPayee', label: texts.columns.hasPayee, width: 96, need: 5, isHidden: true },
  { key: 'isArchived', label: texts.columns.isArchived, width: 86, need: 5, isHidden: true },
]

/** Short words about a partner that may be typed right into the list; each is one step to undo. Its name is not among them. */
const limits: Readonly<Record<string, number>> = {
  country: 100,
  group: 100,
  manager: 200,
  region: 100,
  code: 100,
  email: 200,
} satisfies Partial<Record<keyof PartnerFields, number>>
/** The same word stands beside many partners, so those that are there are offered. */
const shared: ReadonlySet<string> = new Set<keyof PartnerFields>(['country', 'group', 'manager', 'region'])

/** The columns of the directory, those that are safe to change edited in place. */
export function useDirectoryColumns(): readonly TableColumn[] {
  const { mutateAsync: update } = useCommand('partners.update')
  return useMemo(
    () =>
      columns.map((column) => {
        const { key } = column
        const commit = (row: ViewRow, value: string): Promise<unknown> =>
          update({ id: row.id, changes: { [key]: value } })
        if (key === 'kind') return { ...column, edit: { kind: 'choice', commit } }
        const maxLength = limits[key]
        if (maxLength === undefined) return column
        return { ...column, edit: { kind: 'text', maxLength, isOffering: shared.has(key), commit } }
      }),
    [update],
  )
}
