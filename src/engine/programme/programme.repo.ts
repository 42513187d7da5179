import { type ProgrammeSettings, programmeSettingsSchema } from '../../contract/programme.ts'
import { createMemory } from '../db/memory.ts'
import type { Connection } from '../db/open.ts'
import type { Write } from '../history/write.ts'

/** What a programme starts with until somebody decides otherwise. */
export const defaultSettings: ProgrammeSettings = {
  name: '',
  baseCurrency: 'USD',
  timeZone: 'UTC',
  fiscalYearStartMonth: 1,
  actorName: '',
  rounding: 'halfAwayFromZero',
  due: { anchor: 'monthEnd', refundWindowDays: 30, months: 0, days: 15, toMonthEnd: false, payDay: null },
  clawbackDays: null,
  reratesAfterRefunds: false,
  uncollectableDays: 90,
  minimumPayouts: [],
  missingPayee: 'byHand',
  base: { excludeTax: true, excludeShipping: true, excludeDiscount: true },
  contactEmail: '',
  disputeDays: 30,
  customersOnStatements: 'name',
  exchange: { mode: 'eventDay', fixed: [] },
  measuring: {
    activeDays: 365,
    activationDays: 90,
    grossMarginPpm: 700_000,
    concentrationPpm: 150_000,
    costAllocation: 'revenue',
  },
  reviews: {
    cadences: [{ scope: 'top', count: 5, months: 3 }],
    themes: ['Product', 'Support', 'Pricing and margin', 'Leads', 'Training', 'Marketing', 'Payouts', 'Communication'],
  },
  brand: { colour: '#0f5c63', logo: '' },
  pinnedToday: null,
}

interface SettingRow {
  key: string
  value: string
}

/** Settings are asked for with every figure. */
const remembered = createMemory<ProgrammeSettings>(1)

/** The stored settings; a value that is missing or no longer fits takes its default. */
export function readSettings(connection: Connection): ProgrammeSettings {
  return remembered(connection, '', () =>
    parseSettings(connection.prepare('SELECT key, value FROM setting').all() as SettingRow[]),
  )
}

function parseSettings(rows: readonly SettingRow[]): ProgrammeSettings {
  const settings: Record<string, unknown> = { ...defaultSettings }
  const shape: Record<string, { safeParse(value: unknown): { success: boolean; data?: unknown } }> =
    programmeSettingsSchema.shape
  for (const { key, value } of rows) {
    const parsed = shape[key]?.safeParse(JSON.parse(value))
    if (parsed?.success) settings[key] = parsed.data
  }
  return programmeSettingsSchema.safeParse(settings).data ?? (settings as ProgrammeSettings) // name is '' before set-up
}

export function hasSettings(connection: Connection): boolean {
  return connection.prepare('SELECT 1 FROM setting LIMIT 1').get() !== undefined
}

export function writeSettings(
  connection: Connection,
  write: Write,
  changes: { [K in keyof ProgrammeSettings]?: ProgrammeSettings[K] | undefined },
): void {
  const find = connection.prepare('SELECT id FROM setting WHERE key = ?').pluck()
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) continue
    const id = find.get(key) as number | undefined
    if (id === undefined) write.insert('setting', { key, value: JSON.stringify(value) })
    else write.update('setting', id, { value: JSON.stringify(value) })
  }
}
