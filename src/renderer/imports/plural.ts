import { formatCount } from '../ui/figures.tsx'

/** "1 row", "1,284 rows". */
export function plural(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}
