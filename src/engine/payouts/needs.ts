import type { Output } from '../../contract/methods.ts'
import type { QueryContext } from '../context.ts'
import { sumByCurrency } from '../metrics/home.repo.ts'
import { nameSome } from '../text/nameSome.ts'
import { listUncollectable } from './uncollectable.ts'

/** Balances that wait to be written off. [PO19] */
export function listPayoutNeeds(context: QueryContext): Output<'metrics.needs'>['needs'] {
  const balances = listUncollectable(context)
  if (balances.length === 0) return []
  const names = [...new Set(balances.map(({ partnerName }) => partnerName))]
  const amounts = sumByCurrency(balances)
  return [{ kind: 'uncollectable', count: names.length, id: null, label: nameSome(names), amounts, dueOn: null }]
}
