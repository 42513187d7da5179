/** A text as SQLite keeps and finds it: half a surrogate pair has no UTF-8 form, and its LIKE ends at NUL. Other values stay. [FA30] */
export function toStorable<Value>(value: Value): Value | string {
  return typeof value === 'string' ? value.replaceAll('\0', '').replaceAll(/\p{Surrogate}/gu, '\ufffd') : value
}
