import { addDays, addMonths, type Day } from '../../contract/dates.ts'
import type { Tier, TierBody } from '../../contract/tiers.ts'
import { samplePartners } from './names.ts'
import type { SamplePartner } from './partners.rules.ts'

/** What every partner holds before it sells. */
export const ONBOARDING = 'Onboarding'
/** Days from the start of a partner to its exam. */
const DAYS_TO_EXAM = 18
const VALID_MONTHS = 12
const BRAND = 'Brand guideline'
const USD = 100

/** Who took the exam, by the place of the partner in the list of names. */
const holders = [
  'Putri Anggraini', 'Wong Ka-yan', 'Ananya Iyer', 'Kim Ji-hoon', 'Nguyễn Thu Trang', 'Tan Wei Ling', 'Sato Haruka', 'Somchai Prasert',
  'Nur Aisyah', 'Chen Yi-chun', 'Jose Reyes', 'Rohan Mehta', 'Lê Quang Huy', 'Lim Jia Hui', 'Tanaka Ren', 'Lin Chia-ling',
  'Kanya Suwan', 'Maria Santos', 'Budi Hartono', 'Park Seo-yeon',
] // prettier-ignore

export interface SampleCertificate {
  code: string
  name: string
  holder: string
  level: string
  issuedOn: Day
  expiresOn: Day
}

const yearFrom = (issuedOn: Day): Day => addDays(addMonths(issuedOn, VALID_MONTHS), -1)

/**
 * The onboarding certificate of every partner, and what else its people passed: one that has run out, and one that a
 * second person of the largest partner holds. By the day of the exam.
 */
export function createCertificates(partners: readonly SamplePartner[]): SampleCertificate[] {
  const onboarding = partners.map(({ code, startedOn }, place): SampleCertificate => {
    const issuedOn = addDays(startedOn, DAYS_TO_EXAM)
    const holder = holders[place % holders.length] ?? ''
    return {
      code,
      name: ONBOARDING,
      holder,
      level: '',
      issuedOn,
      expiresOn: addMonths(yearFrom(issuedOn), VALID_MONTHS),
    }
  })
  const codeAt = (place: number): string => samplePartners[place]?.code ?? ''
  const others: SampleCertificate[] = [
    { code: codeAt(0), holder: 'Agus Setiawan', issuedOn: '2025-02-11' },
    { code: codeAt(0), holder: 'Putri Anggraini', issuedOn: '2025-03-04' },
    { code: codeAt(1), holder: 'Wong Ka-yan', issuedOn: '2025-02-20' },
    { code: codeAt(2), holder: 'Ananya Iyer', issuedOn: '2025-04-15' },
    { code: codeAt(3), holder: 'Kim Ji-hoon', issuedOn: '2025-06-03' },
  ].map((one) => ({ ...one, name: 'Solution sales', level: 'Professional', expiresOn: yearFrom(one.issuedOn) }))
  const lapsed: SampleCertificate = {
    code: codeAt(6), holder: 'Sato Haruka', name: 'Migration', level: 'Associate', issuedOn: '2025-05-12', expiresOn: '2025-11-11',
  } // prettier-ignore
  return [...onboarding, ...others, lapsed].toSorted((a, b) =>
    a.issuedOn === b.issuedOn ? 0 : a.issuedOn < b.issuedOn ? -1 : 1,
  )
}

const revenue = (dollars: number): Tier['requirements'][number] => ({
  key: 'revenue',
  weight: 1,
  test: {
    kind: 'measure',
    measure: 'revenue',
    comparison: 'atLeast',
    target: dollars * USD,
    window: { kind: 'trailing', months: 12 },
  },
})
const certified = (people: number, name: string): Tier['requirements'][number] => ({
  key: `certified-${name.toLowerCase().replace(' ', '-')}`,
  weight: 1,
  test: { kind: 'certificates', holders: people, name, level: '' },
})
const brand: Tier['requirements'][number] = { key: 'brand', weight: 1, test: { kind: 'policy', topic: BRAND } }

const manager = { key: 'manager', text: 'A partner manager of its own', severity: 'blocker', dueDays: 14 } as const
const review = { key: 'review', text: 'A business review every quarter', severity: 'warning', dueDays: 90 } as const
const fund = { key: 'fund', text: 'A share of the marketing fund', severity: 'information', dueDays: null } as const

const tier = (name: string, parts: Pick<Tier, 'requirements' | 'promises' | 'upliftPpm'>): Tier => ({
  key: name.toLowerCase(),
  name,
  description: '',
  combination: { kind: 'all' },
  ...parts,
})

/** @param uplifts of Gold and Platinum, in ppm */
function createTable(uplifts: { gold: number; platinum: number }): TierBody {
  return {
    tiers: [
      tier('Registered', { requirements: [], promises: [], upliftPpm: 0 }),
      tier('Silver', { requirements: [revenue(40_000), certified(1, ONBOARDING)], promises: [fund], upliftPpm: 0 }),
      tier('Gold', {
        requirements: [revenue(100_000), certified(1, ONBOARDING), brand],
        promises: [manager, fund],
        upliftPpm: uplifts.gold,
      }),
      tier('Platinum', {
        requirements: [revenue(500_000), certified(2, 'Solution sales'), brand],
        promises: [manager, review, fund],
        upliftPpm: uplifts.platinum,
      }),
    ],
    rules: { calendar: 'quarter', effective: 'atOnce', graceDays: 60, keepPpm: 900_000, failures: 1, floorMonths: 0 },
  }
}

/** Tiers of the programme's first year: they give promises and no money. */
export const firstTable: TierBody = createTable({ gold: 0, platinum: 0 })
/** Since 2026 the upper tiers add to commissions. */
export const secondTable: TierBody = createTable({ gold: 10_000, platinum: 20_000 })

export const brokenPolicy = {
  kind: 'policy',
  topic: BRAND,
  isMet: false,
  attestedOn: '2025-12-18',
  validUntil: null,
  note: 'Campaign under the old logo, and with a price that was never agreed',
} as const
