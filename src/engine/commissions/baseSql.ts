import type { ProgrammeSettings } from '../../contract/programme.ts'

/** The commission base of a row as SQL; the same as `computeBase` with nothing refunded. [CO2] */
export function baseSql(base: ProgrammeSettings['base']): string {
  const parts = [
    'abs(amount_minor)',
    ...(base.excludeTax ? ['abs(tax_minor)'] : []),
    ...(base.excludeShipping ? ['abs(shipping_minor)'] : []),
    ...(base.excludeDiscount ? ['abs(discount_minor)'] : []),
  ]
  return `max(0, ${parts.join(' - ')})`
}
