import type { CompanyMeasure } from '../../contract/figures.ts'
import type { ColumnRole } from '../../contract/imports.ts'
import { isCurrency } from '../../contract/money.ts'
import { compileDayReader } from './days.rules.ts'
import { detectDateOrder } from './formats.rules.ts'
import { headerToken } from './headers.rules.ts'
import { isMonthProblem, readMonth, scanMonth } from './months.rules.ts'
import { isDate, type ReadColumn } from './subjects.rules.ts'

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))
const MONTH_WORDS = words('month period monat periode mois mes periodo maand mese')
const VALUE_WORDS = words('value amount figure wert betrag valeur montant valor importe waarde bedrag valore importo')
const CURRENCY_WORDS = words('currency wahrung devise moneda moeda valuta')
const MEASURE_WORDS: readonly (readonly [CompanyMeasure, ReadonlySet<string>])[] = [
  [
    'bookings',
    words(
      'bookings totalbookings companybookings newbookings revenue totalrevenue companyrevenue umsatz gesamtumsatz auftragseingang chiffredaffaires prisesdecommandes ingresos facturacion receita faturamento omzet ricavi fatturato',
    ),
  ],
  [
    'newCustomers',
    words(
      'newcustomers customersacquired newlogos newaccounts neukunden neuekunden nouveauxclients nuevosclientes clientesnuevos novosclientes nieuweklanten nuoviclienti',
    ),
  ],
  [
    'marketingSpend',
    words(
      'marketingspend marketingspending marketingcost marketingcosts marketingexpense marketingexpenses adspend marketingausgaben marketingkosten werbekosten depensesmarketing depensesdemarketing gastosdemarketing gastoenmarketing gastosmarketing despesasdemarketing despesasmarketing marketinguitgaven spesedimarketing spesemarketing costidimarketing',
    ),
  ],
]

/** The measure that a header or a cell names, whatever currency stands beside it; undefined when it names none. */
export function measureOf(text: string): CompanyMeasure | undefined {
  const plain = text
    .slice(0, 100)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => !(word === word.toUpperCase() && isCurrency(word)))
  const token = headerToken(plain.join(' '))
  return MEASURE_WORDS.find(([, known]) => known.has(token))?.[0]
}

/**
 * The roles of a table of company figures, by the place of their columns: a month, and either a column for each measure or
 * one of values beside the measure's name; undefined where anything else stands beside them, which such sums would hide. [CF2]
 */
export function figureRoles(columns: readonly ReadColumn[]): ReadonlyMap<number, ColumnRole> | undefined {
  const filled = columns.filter((column) => column.type !== 'empty')
  const month = filled.find(isMonth)
  if (month === undefined) return undefined
  const roles = new Map<number, ColumnRole>([[month.index, 'month']])
  const taken = new Set<ColumnRole>()
  for (const column of filled) {
    if (column === month) continue
    const role = roleOf(column)
    if (role === undefined || taken.has(role)) return undefined
    taken.add(role)
    roles.set(column.index, role)
  }
  // Several rows of one month are days or parts of it, whose sum nobody has told.
  const most = taken.has('measure') ? MEASURE_WORDS.length : 1
  if (month.values.length > most * monthsOf(month).size) return undefined
  const isWide = MEASURE_WORDS.some(([measure]) => taken.has(measure))
  const isLong = taken.has('measure') && taken.has('amount')
  return isWide !== isLong && isWide === !taken.has('measure') && isWide === !taken.has('amount') ? roles : undefined
}

/** Different months of a column; quarters and what cannot be read are each one of their own. */
function monthsOf({ values }: ReadColumn): ReadonlySet<string> {
  const readDay = compileDayReader(detectDateOrder(values, false).value, 'UTC', 'UTC')
  return new Set(
    values.map((value) => {
      const month = readMonth(value, readDay)
      return isMonthProblem(month) ? value : month
    }),
  )
}

function isMonth(column: ReadColumn): boolean {
  if (MONTH_WORDS.has(headerToken(column.header))) return true
  return (
    isDate(column) ||
    (column.values.length > 0 && column.values.every((value) => scanMonth(value.trim()) !== undefined))
  )
}

function roleOf(column: ReadColumn): ColumnRole | undefined {
  const isNumeric = column.type === 'number' || column.type === 'money'
  const measure = measureOf(column.header)
  if (measure !== undefined) return isNumeric ? measure : undefined
  if (column.type === 'currency' || CURRENCY_WORDS.has(headerToken(column.header))) return 'currency'
  if (isNumeric) return VALUE_WORDS.has(headerToken(column.header)) ? 'amount' : undefined
  return column.values.length > 0 && column.values.every((value) => measureOf(value) !== undefined)
    ? 'measure'
    : undefined
}
