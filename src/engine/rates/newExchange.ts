import type { CommandContext } from '../context.ts'

/** Settings that decide what an amount is in the base currency. */
const exchangeSettings: readonly unknown[] = ['baseCurrency', 'exchange', 'rounding']

/** Whether a command changed what foreign amounts are in the base currency. */
export function hasNewExchange({ raw, write }: CommandContext): boolean {
  if (write.touched.has('fx_rate')) return true
  const keyOf = raw.prepare('SELECT key FROM setting WHERE id = ?').pluck()
  return write.operations.some(({ entity, entityId, before, after }) => {
    if (entity !== 'setting') return false
    // An update is logged with what it changed only.
    return exchangeSettings.includes(after?.['key'] ?? before?.['key'] ?? keyOf.get(entityId))
  })
}
