import type { Connection } from '../db/open.ts'

/** Ids per read: a few milliseconds each, so that other questions get their turn in between. */
const IDS_PER_READ = 20_000

/** Products and countries of the conversions that count, as they are spelled, with how many; `pause` is awaited between reads. */
export async function countConditionNames(
  raw: Connection,
  pause: () => Promise<void>,
): Promise<{ products: Map<string, number>; countries: Map<string, number> }> {
  const last = raw.prepare('SELECT coalesce(max(id), 0) FROM conversion').pluck().get() as number
  // NOT INDEXED keeps to the range of ids.
  const select = raw.prepare(
    `SELECT product, country, count(*) AS count FROM conversion NOT INDEXED
     WHERE id > @from AND id <= @to AND is_live = 1 GROUP BY product, country`,
  )
  const [products, countries] = [new Map<string, number>(), new Map<string, number>()]
  for (let from = 0; from < last; from += IDS_PER_READ) {
    const rows = select.all({ from, to: from + IDS_PER_READ }) as { product: string; country: string; count: number }[]
    for (const { product, country, count } of rows) {
      products.set(product, (products.get(product) ?? 0) + count)
      countries.set(country, (countries.get(country) ?? 0) + count)
    }
    await pause()
  }
  return { products, countries }
}
