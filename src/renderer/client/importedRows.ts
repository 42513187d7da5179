import type { ImportKind } from '../../contract/imports.ts'
import type { ViewFilter } from '../../contract/views.ts'
import { linkTo } from './navigation.ts'

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
