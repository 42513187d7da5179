import type { Connection } from '../db/open.ts'
import { slicesOf } from '../db/slices.ts'

/** Products and countries of the conversions that count, as they are spelled, with how many; `pause` is awaited between reads. */
export async function countConditionNames(
  raw: Connection,
  pause: () => Promise<void>,
): Promise<{ products: Map<string, number>; countries: Map<string, number> }> {
  // NOT INDEXED keeps to the range of ids.
  const select = raw.prepare(
    `SELECT product, country, count(*) AS count FROM conversion NOT INDEXED
     WHERE id > @after AND id <= @upTo AND is_live = 1 GROUP BY product, country`,
  )
  const [products, countries] = [new Map<string, number>(), new Map<string, number>()]
  for (const slice of slicesOf(raw, 'conversion')) {
    const rows = select.all(slice) as { product: string; country: string; count: number }[]
    for (const { product, country, count } of rows) {
      products.set(product, (products.get(product) ?? 0) + count)
      countries.set(country, (countries.get(country) ?? 0) + count)
    }
    await pause()
  }
  return { products, countries }
}
