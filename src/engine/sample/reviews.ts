import type { Day } from '../../contract/dates.ts'
import type { PlanFields } from '../../contract/reviewPlans.ts'
import type { Teller } from './teller.ts'

interface Meeting {
  /** In the story this month begins with it. */
  month: Day
  day: Day
  from: Day
  to: Day
  notes: string
}

/** Four reviews of the year for each of the largest partners. */
const meetings: readonly Meeting[] = [
  { month: '2025-04-01', day: '2025-04-22', from: '2025-01-01', to: '2025-03-31', notes: 'First quarter together. They ask for demo data in their own language.' },
  { month: '2025-07-01', day: '2025-07-22', from: '2025-04-01', to: '2025-06-30', notes: 'Second engineer starts in August. Renewals are handled by their service desk.' },
  { month: '2025-10-01', day: '2025-10-21', from: '2025-07-01', to: '2025-09-30', notes: 'Wants one price list for both plans. Budget of two customers moves into next year.' },
  { month: '2025-12-01', day: '2025-12-22', from: '2025-10-01', to: '2025-11-30', notes: 'Plans a customer evening in March and asks for a speaker.' },
] // prettier-ignore

const MAYA = 'Maya Lindqvist'
/** What is promised in each review; the second of each quarter stays open for one review longer. */
const promises: readonly (readonly { text: string; isOurs: boolean; dueOn: Day; closing: string }[])[] = [
  [
    { text: 'Translate the demo data', isOurs: true, dueOn: '2025-06-13', closing: 'In the demo account since May' },
    { text: 'Send two engineers to the certification', isOurs: false, dueOn: '2025-06-30', closing: 'Both passed in September' },
  ],
  [
    { text: 'Name one contact for renewals', isOurs: false, dueOn: '2025-08-15', closing: 'The service desk answers renewals' },
    { text: 'Share the renewal calendar each month', isOurs: true, dueOn: '2025-09-30', closing: 'Sent on the first of each month' },
  ],
  [
    { text: 'Publish one price list for both plans', isOurs: true, dueOn: '2025-11-28', closing: 'Price list 2026 is out' },
    { text: 'Register the five largest open deals', isOurs: false, dueOn: '2025-12-12', closing: '' },
  ],
  [
    { text: 'Find a speaker for the customer evening', isOurs: true, dueOn: '2026-02-06', closing: '' },
    { text: 'Send the list of guests', isOurs: false, dueOn: '2026-02-20', closing: '' },
  ],
] // prettier-ignore

/** Who promises on the side of each partner. */
const contacts = ['Dewi Santoso', 'Eric Lam', 'Priya Nair']

/** A commitment and what will come of it; '' stays open. */
interface OpenPromise {
  id: number
  closing: string
}

/** The partners that are reviewed, with what is open between them and us. */
export interface ReviewStory {
  partners: readonly { id: number; contact: string; open: OpenPromise[] }[]
  /** The partner whose review is planned for January. */
  next: number
}

/** @param ids the largest partners, largest first @param next the one that is reviewed in January */
export function beginReviews(ids: readonly number[], next: number): ReviewStory {
  return { partners: ids.map((id, index) => ({ id, contact: contacts[index] ?? MAYA, open: [] })), next }
}

/** The reviews that a month begins with: old promises are closed, new ones made, notes written. */
export async function tellReviews(teller: Teller, story: ReviewStory, month: Day): Promise<void> {
  const place = meetings.findIndex((meeting) => meeting.month === month)
  const meeting = meetings[place]
  if (!meeting) return
  const { day, from, to, notes } = meeting
  if (teller.day() < day) teller.goTo(day)
  const { ids } = await teller.step('reviews.plan', {
    reviews: story.partners.map(({ id }) => ({ partnerId: id, plannedOn: day, from, to })),
  })
  for (const [index, { id: partnerId, contact, open }] of story.partners.entries()) {
    const reviewId = ids[index]
    if (reviewId === undefined) continue
    // The first promise of last time is kept, and the second one of the time before.
    const due = [open.at(-2), open.at(-3)].filter((promise) => promise !== undefined)
    for (const { id, closing } of due)
      if (closing !== '')
        await teller.step('reviews.closeCommitment', { id, state: 'done', closedOn: day, note: closing })
    for (const { text, isOurs, dueOn, closing } of promises[place] ?? []) {
      const owner = isOurs ? MAYA : contact
      const side = isOurs ? 'ours' : 'theirs'
      const { id } = await teller.step('reviews.commit', { partnerId, reviewId, text, owner, side, dueOn })
      open.push({ id, closing })
    }
    await teller.step('reviews.saveNotes', { id: reviewId, notes })
    await teller.step('reviews.hold', { id: reviewId, heldOn: day, next: null })
  }
  if (place === meetings.length - 1) await tellPlans(teller, story)
}

/** What is planned with the two largest, what they say, and the review of January. */
async function tellPlans(teller: Teller, { partners, next }: ReviewStory): Promise<void> {
  const [first, second] = partners
  if (first) {
    const partnerId = first.id
    const plan = (fields: PlanFields) => ({ id: null, partnerId, plan: fields })
    await teller.step('reviews.savePlan', plan({ kind: 'goal', title: 'Grow with new customers in Java', owner: first.contact, from: '2025-07-01', to: '2026-06-30', state: 'running', result: '', measure: 'newCustomers', target: 90 })) // prettier-ignore
    await teller.step('reviews.savePlan', plan({ kind: 'goal', title: 'Revenue of the year 2026', owner: MAYA, from: '2026-01-01', to: '2026-12-31', state: 'planned', result: '', measure: 'revenue', target: 180_000_000 })) // prettier-ignore
    await teller.step('reviews.savePlan', plan({ kind: 'campaign', title: 'Jakarta partner day', owner: first.contact, from: '2025-09-01', to: '2025-10-15', state: 'done', result: '41 guests, 9 deals', currency: 'USD', budgetMinor: 800_000, spentMinor: 735_000 })) // prettier-ignore
    await teller.step('reviews.savePlan', plan({ kind: 'campaign', title: 'Customer evening', owner: first.contact, from: '2026-02-01', to: '2026-03-31', state: 'planned', result: '', currency: 'USD', budgetMinor: 500_000, spentMinor: 0 })) // prettier-ignore
    await teller.step('reviews.addFeedback', { partnerId, givenOn: '2025-12-22', respondent: first.contact, nps: 9, themes: ['Support', 'Payouts'], comment: 'Statements are easy to check. Support answers within the day.' }) // prettier-ignore
    await teller.step('reviews.addFeedback', { partnerId, givenOn: '2025-12-22', respondent: 'Budi Hartono', nps: 7, themes: ['Pricing and margin'], comment: 'Margins of the small plan leave little room for service.' }) // prettier-ignore
  }
  if (second)
    await teller.step('reviews.addFeedback', { partnerId: second.id, givenOn: '2025-12-22', respondent: second.contact, nps: 5, themes: ['Leads', 'Communication'], comment: 'Leads arrive late, and we hear of price changes from customers.' }) // prettier-ignore
  await teller.step('reviews.plan', {
    reviews: [{ partnerId: next, plannedOn: '2026-01-20', from: '2025-10-01', to: '2025-12-31' }],
  })
}

/** All of them at once, where the story has no months. */
export async function tellAllReviews(teller: Teller, story: ReviewStory): Promise<void> {
  for (const { month } of meetings) await tellReviews(teller, story, month)
}
