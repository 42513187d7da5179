import type { Input } from '../../src/contract/methods.ts'
import type { ViewTable } from '../../src/contract/views.ts'

type Spec = Input<'views.open'>

/** A view of a whole table, with what a test changes about it. */
export function viewSpec(table: ViewTable, changes: Partial<Omit<Spec, 'table'>> = {}): Spec {
  return { table, filters: [], sort: [], groupBy: null, search: '', ...changes }
}
