import { addDays, addMonths, type Day, monthIndexOf, monthOf } from '../../contract/dates.ts'
import { AppError } from '../../contract/errors.ts'
import type { TaskContext } from '../context.ts'
import { typeCompanyFigures } from './company.ts'
import { nameHelpers } from './dealRoles.ts'
import { samplePolicy } from './exchange.rules.ts'
import { toClicksCsv, toDealsCsv, toLeadsCsv, toPartnersCsv, toPayeesCsv, toPaymentsCsv } from './files.rules.ts'
import { closeCoaching, openCoaching } from './interventions.ts'
import { samplePartners } from './names.ts'
import { setNextTargets, setTargets } from './objectives.ts'
import { firstVersion, secondVersion } from './plan.rules.ts'
import type { SampleProgramme } from './programme.rules.ts'
import { beginReviews, type ReviewStory, tellAllReviews, tellReviews } from './reviews.ts'
import { openRun, payMonth, type SampleFile, voidRun } from './runs.ts'
import { endsQuarter, scoreQuarter, scoreYear } from './scorecards.ts'
import { sampleSetUp } from './setUp.ts'
import { createTeller, type Teller } from './teller.ts'
import { agreeOnTiers, decideTiers, enterCertificates } from './tiers.ts'
import { createCertificates } from './tiers.rules.ts'
import { SAMPLE_FROM, SAMPLE_TODAY } from './year.ts'

const FIRST_DAY: Day = addDays(SAMPLE_FROM, 1)
const PLAN_NAME = 'Asia reseller hybrid'
/** From which month on the second version of the plan holds. */
const SECOND_VERSION: Day = '2025-07-01'
const VOIDED_MONTH: Day = '2025-06-01'
/** Months at whose end the clicks and leads since the last time are exported. */
const INTEREST_TOLD: readonly Day[] = ['2025-06-01', '2026-01-01']
const LAST_MONTH: Day = '2025-12-01'
/** Places of the partners that are reviewed each quarter, and of the one in January. */
const REVIEWED = [0, 1, 2]
const NEXT_REVIEWED = 6

/** Places of partners that something is done about. */
const [COACHED, WARNED, ENCOURAGED] = [9, 15, 12]

/** A partner of the sample by its place in the list of names. */
function partnerId(task: TaskContext, place: number): number {
  const id = task.raw.prepare('SELECT id FROM partner WHERE code = ?').pluck().get(samplePartners[place]?.code)
  if (typeof id !== 'number') throw new AppError('entity.notFound', { entity: 'partner' })
  return id
}

function latestIntervention(task: TaskContext): number {
  return task.raw.prepare('SELECT max(id) FROM intervention').pluck().get() as number
}

async function setUp(teller: Teller, { partners }: SampleProgramme): Promise<void> {
  await teller.step('programme.setUp', sampleSetUp)
  await teller.step('programme.update', {
    pinnedToday: SAMPLE_TODAY,
    exchange: samplePolicy,
    contactEmail: 'partners@tandem.example',
    minimumPayouts: [
      { currency: 'USD', minor: 5000 },
      { currency: 'SGD', minor: 6500 },
      { currency: 'JPY', minor: 7500 },
    ],
  })
  await teller.importText('partners.csv', toPartnersCsv(partners), ['partners'])
  await teller.importText('payee details.csv', toPayeesCsv(partners), ['partners'])
}

/** @returns the plan's id */
async function agreeOnPay(teller: Teller): Promise<number> {
  const { id } = await teller.step('plans.create', { name: PLAN_NAME, body: firstVersion() })
  await teller.step('plans.publish', { id, validFrom: SAMPLE_FROM, changeMode: 'allNewEvents' })
  await teller.step('plans.assign', { planId: id, scope: { kind: 'everyone' }, validFrom: SAMPLE_FROM })
  return id
}

async function publishSecondVersion(teller: Teller, planId: number): Promise<void> {
  await teller.step('plans.saveDraft', { id: planId, body: secondVersion() })
  await teller.step('plans.publish', { id: planId, validFrom: SECOND_VERSION, changeMode: 'allNewEvents' })
}

/** What happens beside payments and runs. */
async function tellEvents(task: TaskContext, teller: Teller, month: Day, planId: number): Promise<void> {
  switch (month) {
    case '2025-06-01':
      teller.goTo('2025-06-24')
      await publishSecondVersion(teller, planId)
      break
    case '2025-09-01':
      teller.goTo('2025-09-22')
      await teller.step('commissions.adjust', {
        partnerId: partnerId(task, 0),
        currency: 'USD',
        minor: 75_000,
        day: '2025-09-22',
        reason: 'Booth at the Jakarta partner day',
      })
      await openCoaching(teller, partnerId(task, COACHED))
      break
    case '2025-11-01':
      teller.goTo('2025-12-01')
      await teller.step('partners.setStatus', { id: partnerId(task, 17), status: 'paused', validFrom: '2025-12-01' })
      break
    case '2025-12-01':
      teller.goTo('2025-12-22')
      await closeCoaching(teller, latestIntervention(task), partnerId(task, WARNED), partnerId(task, ENCOURAGED))
      break
  }
}

/** Keeps the newest commission of a partner back; nothing where it has none in the month. */
async function holdCommission(task: TaskContext, teller: Teller): Promise<void> {
  const id = task.raw
    .prepare('SELECT max(id) FROM commission WHERE partner_id = ? AND occurred_on >= ? AND earned_minor > 0')
    .pluck()
    .get(partnerId(task, 2), LAST_MONTH)
  if (typeof id !== 'number') return
  await teller.step('commissions.hold', { ids: [id], reason: 'The customer disputes the invoice' })
}

/** The click log and the list of leads up to the end of a month. [SA9] */
async function tellInterest(
  teller: Teller,
  month: Day,
  clicks: SampleProgramme['clicks'],
  leads: SampleProgramme['leads'],
): Promise<void> {
  if (clicks.length > 0) await teller.importText(`clicks until ${monthOf(month)}.csv`, toClicksCsv(clicks), ['clicks'])
  if (leads.length > 0) await teller.importText(`leads until ${monthOf(month)}.csv`, toLeadsCsv(leads), ['leads'])
}

async function tellMonths(
  task: TaskContext,
  teller: Teller,
  { payments, partners, leads, clicks }: SampleProgramme,
  planId: number,
  reviews: ReviewStory,
): Promise<SampleFile[]> {
  let files: SampleFile[] = []
  let toldUntil = SAMPLE_FROM
  const certificates = createCertificates(partners)
  for (let month = SAMPLE_FROM; month <= SAMPLE_TODAY; month = addMonths(month, 1)) {
    task.progress({ done: months(month), total: months(SAMPLE_TODAY) + 1, label: monthOf(month) })
    await tellEvents(task, teller, month, planId)
    await tellReviews(teller, reviews, month)
    const nextMonth = addMonths(month, 1)
    const importedOn = addDays(nextMonth, 2)
    teller.goTo(importedOn < SAMPLE_TODAY ? importedOn : addDays(SAMPLE_TODAY, -1))
    await enterCertificates(task, teller, certificates, month, nextMonth)
    if (INTEREST_TOLD.includes(month)) {
      const isNew = ({ day }: { day: Day }): boolean => day >= toldUntil && day < nextMonth
      await tellInterest(teller, month, clicks.filter(isNew), leads.filter(isNew))
      toldUntil = nextMonth
    }
    const own = payments.filter((payment) => payment.day >= month && payment.day < nextMonth)
    if (own.length > 0)
      await teller.importText(`payments ${monthOf(month)}.csv`, toPaymentsCsv(own), ['customers', 'conversions'])
    if (month === LAST_MONTH) {
      await holdCommission(task, teller)
      await openRun(task, teller, month)
    } else if (month < LAST_MONTH) {
      if (month === VOIDED_MONTH) {
        teller.goTo(addDays(nextMonth, 14))
        await voidRun(task, teller, month)
      }
      files = await payMonth(task, teller, month)
    }
    if (!endsQuarter(month)) continue
    await scoreQuarter(task, teller, month)
    await decideTiers(task, teller, month)
  }
  return files
}

const months = (month: Day): number => monthIndexOf(month) - monthIndexOf(SAMPLE_FROM)

/**
 * Tells the sample's year as one person would have lived it: set-up, plan, a file of payments and a payout run each month,
 * and the clicks and leads of each half year.
 *
 * @param hasMonths false: one file of payments, no clicks, leads or runs
 * @returns the payment files of the last run that was paid
 */
export async function tellStory(
  task: TaskContext,
  programme: SampleProgramme,
  hasMonths: boolean,
): Promise<SampleFile[]> {
  const teller = await createTeller(task, FIRST_DAY)
  try {
    await setUp(teller, programme)
    const planId = await agreeOnPay(teller)
    await setTargets(teller)
    const reviews = beginReviews(
      REVIEWED.map((place) => partnerId(task, place)),
      partnerId(task, NEXT_REVIEWED),
    )
    await agreeOnTiers(teller)
    let files: SampleFile[] = []
    if (hasMonths) files = await tellMonths(task, teller, programme, planId, reviews)
    else {
      await publishSecondVersion(teller, planId)
      teller.goTo(addDays(SAMPLE_TODAY, -1))
      await teller.importText('payments.csv', toPaymentsCsv(programme.payments), ['customers', 'conversions'])
      await holdCommission(task, teller)
      await scoreYear(task, teller)
      await tellAllReviews(teller, reviews)
      await enterCertificates(task, teller, createCertificates(programme.partners), SAMPLE_FROM, SAMPLE_TODAY)
      await decideTiers(task, teller, LAST_MONTH)
    }
    await typeCompanyFigures(task, teller)
    await setNextTargets(teller)
    await teller.importText('deals.csv', toDealsCsv(programme.deals), ['customers', 'deals'])
    await nameHelpers(task, teller)
    return files
  } finally {
    await teller.end()
  }
}
