import type { ImportKind } from '../../contract/imports.ts'
import type { ViewFilter } from '../../contract/views.ts'
import { linkTo } from './navigation.ts'

/** Words of the link to the rows that an import brought. */
export const showImported: Readonly<Record<ImportKind, string>> = {
  partners: 'Show partners',
  customers: 'Show customers',
  deals: 'Show deals',
  conversions: 'Show conversions',
  leads: 'Show leads',
  clicks: 'Show clicks',
  rates: 'Show currencies and rates',
  figures: 'Show company figures',
}

/** Where the rows stand that an import brought, by what they became. */
export function linkToImported(kind: ImportKind, attemptId: number): string {
  const filters: ViewFilter[] = [{ column: 'attemptId', operator: 'is', value: attemptId }]
  switch (kind) {
    case 'partners':
      return linkTo({ page: 'partners' })
    case 'customers':
      return linkTo({ page: 'revenue', parts: ['customers'], filters })
    case 'deals':
      return linkTo({ page: 'deals', filters })
    case 'conversions':
      return linkTo({ page: 'revenue', filters })
    case 'leads':
      return linkTo({ page: 'revenue', parts: ['leads'], filters })
    case 'clicks':
      return linkTo({ page: 'revenue', parts: ['clicks'], filters })
    case 'figures':
      return linkTo({ page: 'settings', parts: ['figures'] })
    case 'rates':
      return linkTo({ page: 'settings', parts: ['rates'] })
  }
}
