import { join, resolve } from 'node:path'
import { isDay } from '../contract/dates.ts'
import type { Input, MethodName, Output } from '../contract/methods.ts'
import { coveredPeriod } from '../contract/reviews.ts'
import type { ViewFilter } from '../contract/views.ts'
import { openEmptyFolder, write } from './output.ts'
import type { Session } from './session.ts'
import { UsageError } from './usage.ts'

export interface PackArguments {
  folder: string
  /** The last fiscal quarter when both are null. */
  from: string | null
  to: string | null
  /** Name of one partner, of a group or of a tier of today; all partners in use without any. */
  partner: string | null
  group: string | null
  tier: string | null
}

const QUARTER = 3
const MOST = 1_000_000

/**
 * Writes the pack of every partner that is asked for as slides and as a page into an empty folder, one at a time.
 *
 * @returns the paths
 * @throws AppError folder.notEmpty | file.writeFailed | review.badPeriod; UsageError
 */
export async function writePacks(session: Session, given: PackArguments): Promise<{ files: string[] }> {
  const ask = <M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>> =>
    session.call(method, input) as Promise<Output<M>> // `call` checks it
  const programme = await ask('programme.get', {})
  const period = periodOf(given) ?? coveredPeriod(programme.today, QUARTER, programme.fiscalYearStartMonth)
  const filters: ViewFilter[] = [
    { column: 'isArchived', operator: 'is', value: false },
    ...(given.partner === null ? [] : [{ column: 'name', operator: 'is' as const, value: given.partner }]),
    ...(given.group === null ? [] : [{ column: 'group', operator: 'is' as const, value: given.group }]),
    ...(given.tier === null ? [] : [{ column: 'tier', operator: 'is' as const, value: given.tier }]),
  ]
  const { view } = await ask('views.open', { table: 'partners', filters, sort: [], groupBy: null, search: '' })
  const { ids } = await ask('views.ids', { view, offset: 0, limit: MOST })
  const folder = openEmptyFolder(resolve(given.folder))
  const files: string[] = []
  const taken = new Set<string>()
  for (const partnerId of ids) {
    const pack = await ask('reviews.pack', {
      of: { partnerId, ...period },
      html: true,
      pptx: true,
      isOneOfMany: ids.length > 1,
    })
    const name = freeName(pack.name, taken)
    if (pack.html !== null) files.push(write(join(folder, `${name}.html`), pack.html))
    if (pack.pptx !== null) files.push(write(join(folder, `${name}.pptx`), pack.pptx))
  }
  return { files }
}

function periodOf({ from, to }: PackArguments): { from: string; to: string } | null {
  if (from === null && to === null) return null
  if (from === null || to === null || !isDay(from) || !isDay(to)) throw new UsageError('--from DAY --to DAY')
  return { from, to }
}

/** Two partners may be called the same. */
function freeName(name: string, taken: Set<string>): string {
  let tried = name
  for (let number = 2; taken.has(tried.toLowerCase()); number++) tried = `${name} (${number})`
  taken.add(tried.toLowerCase())
  return tried
}
