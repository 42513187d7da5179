/** Whose derived rows are meant: named partners, or all. */
export type Scope = ReadonlySet<number> | 'everyone'

/** SQL condition that a column names a partner in scope; binds `@partners`, see `scopeParameters`. */
export const inScopeSql = (scope: Scope, column: string): string =>
  scope === 'everyone' ? '1' : `${column} IN (SELECT value FROM json_each(@partners))`

export const scopeParameters = (scope: Scope): { partners?: string } =>
  scope === 'everyone' ? {} : { partners: JSON.stringify([...scope]) }
