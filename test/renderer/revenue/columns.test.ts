import { expect, test } from 'vitest'
import { viewDefinitions } from '../../../src/engine/views/viewDefinitions.ts'
import { dealColumns } from '../../../src/renderer/deals/columns.ts'
import { rowVerdictColumns } from '../../../src/renderer/imports/RowVerdicts.tsx'
import { conversionColumns, unattributedColumns } from '../../../src/renderer/revenue/columns.tsx'
import { clickColumns } from '../../../src/renderer/revenue/ClicksTab.tsx'
import { customerColumns } from '../../../src/renderer/revenue/CustomersTab.tsx'
import { importColumns } from '../../../src/renderer/revenue/ImportsTab.tsx'
import { leadColumns } from '../../../src/renderer/revenue/LeadsTab.tsx'

const pages = {
  conversions: conversionColumns,
  unattributed: unattributedColumns,
  leads: leadColumns,
  clicks: clickColumns,
  customers: customerColumns,
  deals: dealColumns,
  imports: importColumns,
  importRows: rowVerdictColumns,
}

test.each(Object.entries(pages))('every column of the table %s is one the engine answers', (table, columns) => {
  const known = viewDefinitions.find((definition) => definition.table === table)?.columns.map(({ key }) => key) ?? []
  expect(columns.map(({ key }) => key).filter((key) => !known.includes(key))).toEqual([])
})
