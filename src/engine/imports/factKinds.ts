/** Facts with versions: one event told again with other words is a newer version of the same fact. */
export const versionedKinds = ['deals', 'conversions', 'clicks', 'rates', 'figures'] as const
export type VersionedKind = (typeof versionedKinds)[number]
export const factKinds = ['customers', ...versionedKinds] as const
export type FactKind = (typeof factKinds)[number]

/** One value for each kind. */
export function byKind<T>(make: (kind: FactKind) => T): Record<FactKind, T> {
  // Every kind has its entry.
  return Object.fromEntries(factKinds.map((kind) => [kind, make(kind)])) as Record<FactKind, T>
}

/** The table of each kind. */
export type FactTable = 'customer' | 'deal' | 'conversion' | 'click' | 'fx_rate' | 'company_figure'
export const factTables: Readonly<Record<FactKind, FactTable>> = {
  customers: 'customer',
  deals: 'deal',
  conversions: 'conversion',
  clicks: 'click',
  rates: 'fx_rate',
  figures: 'company_figure',
}

/** Kinds whose facts are about a partner. */
export function hasParties(kind: FactKind): boolean {
  return kind !== 'rates' && kind !== 'figures'
}
