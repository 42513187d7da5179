import type { Output } from '../../contract/methods.ts'
import { addMinor } from '../../contract/money.ts'
import { asksLiveness, dateOfLine, listPartnersWithSettled, listSettled } from '../commissions/settled.repo.ts'
import { sortSettled } from '../commissions/turns.rules.ts'
import type { Connection } from '../db/open.ts'
import { factKinds } from './factKinds.ts'
import { heldRanges, holdingOf, listVersions } from './imports.repo.ts'
import { nextTurn } from '../pause.ts'
import { contains, countIds, intersect } from './ranges.rules.ts'

/** Facts and partners that only this import holds, and those that others hold too. */
export function countHeld(connection: Connection, attemptId: number): { removed: number; kept: number } {
  let [removed, kept] = [0, 0]
  for (const kind of [...factKinds, 'partners'] as const) {
    const own = holdingOf(connection, attemptId, kind)
    const shared = countIds(intersect(own, heldRanges(connection, kind, attemptId)))
    kept += shared
    removed += countIds(own) - shared
  }
  return { removed, kept }
}

type TakenBack = Output<'imports.revertPreview'>['takenBack']

/** What of settled commissions no longer holds once an import is reverted, per currency. [IM58] */
export async function listTakenBack(connection: Connection, attemptId: number): Promise<TakenBack> {
  const [countsNow, countsAfter] = [asksLiveness(connection), countsWithout(connection, attemptId)]
  const sums = new Map<string, TakenBack[number]>()
  for (const partnerId of listPartnersWithSettled(connection)) {
    const rows = listSettled(connection, new Set([partnerId])).get(partnerId) ?? []
    const open = new Set(sortSettled(rows, countsNow).gone.map(({ id }) => id))
    for (const line of sortSettled(rows, countsAfter).gone) {
      if (open.has(line.id)) continue
      const { currency } = dateOfLine(connection, line.id)
      const sum = sums.get(currency) ?? { currency, lines: 0, minor: 0 }
      sums.set(currency, { currency, lines: sum.lines + 1, minor: addMinor(sum.minor, line.earned_minor) })
    }
    await nextTurn()
  }
  return [...sums.values()].toSorted((a, b) => (a.currency < b.currency ? -1 : 1))
}

/** Whether a conversion would count if an import did not: another one holds it, and no newer version of it. [IM4] [IM5] */
function countsWithout(connection: Connection, attemptId: number): (conversionId: number) => boolean {
  const held = heldRanges(connection, 'conversions', attemptId)
  const newest = new Map<number, number | undefined>()
  for (const versions of listVersions(connection, 'conversions')) {
    const counting = versions.findLast((id) => contains(held, id))
    for (const id of versions) newest.set(id, counting)
  }
  return (id) => (newest.has(id) ? newest.get(id) === id : contains(held, id))
}
