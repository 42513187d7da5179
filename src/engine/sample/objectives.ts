import type { Input } from '../../contract/methods.ts'
import { SAMPLE_CURRENCY } from './exchange.rules.ts'
import type { Teller } from './teller.ts'
import { SAMPLE_FROM, SAMPLE_TO } from './year.ts'

const PERCENT = 10_000
const MAYA = 'Maya Lindqvist'
const ARJUN = 'Arjun Rao'

type Fields = Input<'objectives.create'>

const year = { from: SAMPLE_FROM, to: SAMPLE_TO }
const nextYear = { from: '2026-01-01', to: '2026-12-31' }

function objective(measure: Fields['measure'], target: number, owner: string, more: Partial<Fields> = {}): Fields {
  return {
    measure,
    target,
    owner,
    partnerId: null,
    warningPpm: 10 * PERCENT,
    isNorthStar: false,
    note: '',
    ...year,
    ...more,
  }
}

const ofTheYear: readonly Fields[] = [
  objective('bookingsShare', 38 * PERCENT, MAYA, { isNorthStar: true, note: 'Why we go to Asia through partners.' }),
  objective('effectiveAcquisitionCost', 170_000, MAYA),
  objective('largestShareOfAll', 14 * PERCENT, MAYA, { note: 'No partner should be able to sink the plan.' }),
  objective('activationRate', 75 * PERCENT, ARJUN),
  objective('pipelineVelocity', 1_150_000, ARJUN),
]

const ofNextYear: readonly Fields[] = [
  objective('revenue', 320_000_000, MAYA, { ...nextYear, isNorthStar: true }),
  objective('sales', 2_350, ARJUN, nextYear),
  objective('largestShare', 30 * PERCENT, MAYA, nextYear),
]

/** What the programme costs beside commissions, and what it set out to reach. */
export async function setTargets(teller: Teller): Promise<void> {
  const common = { partnerId: null, currency: SAMPLE_CURRENCY, fromMonth: '2025-01', toMonth: null }
  await teller.step('costs.add', { ...common, kind: 'people', label: 'Two channel managers', monthMinor: 1_150_000 })
  await teller.step('costs.add', {
    ...common,
    kind: 'tools',
    label: 'Seats for partners in the CRM',
    monthMinor: 64_000,
  })
  await teller.step('costs.add', {
    ...common,
    kind: 'enablement',
    label: 'Onboarding workshops',
    monthMinor: 180_000,
    toMonth: '2025-09',
  })
  for (const fields of ofTheYear) await teller.step('objectives.create', fields)
}

/** In January the next year gets its own. */
export async function setNextTargets(teller: Teller): Promise<void> {
  for (const fields of ofNextYear) await teller.step('objectives.create', fields)
}
