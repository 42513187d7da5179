import type { Teller } from './teller.ts'

const owner = 'Maya Lindqvist'

/** A plan for a partner whose sales could be more. */
export async function openCoaching(teller: Teller, partnerId: number): Promise<void> {
  await teller.step('interventions.create', {
    partnerId,
    kind: 'coaching',
    title: 'Weekly review of open deals',
    owner,
    openedOn: '2025-09-22',
    dueOn: '2025-12-19',
    measure: 'revenue',
    expected: 3_500_000,
    windowDays: 90,
  })
}

/** What came of it, and what began at the end of the year: a warning that is late in January and an incentive that runs. */
export async function closeCoaching(
  teller: Teller,
  coachingId: number,
  warned: number,
  encouraged: number,
): Promise<void> {
  await teller.step('interventions.close', {
    id: coachingId,
    state: 'done',
    closedOn: '2025-12-22',
    outcome: 'The reviews stay, every second week.',
  })
  const opened = { owner, openedOn: '2025-12-22', windowDays: 60 }
  await teller.step('interventions.create', {
    ...opened,
    partnerId: warned,
    kind: 'warning',
    title: 'Refunds of the autumn',
    dueOn: '2026-01-09',
    measure: 'refundRate',
    expected: 30_000,
  })
  await teller.step('interventions.create', {
    ...opened,
    partnerId: encouraged,
    kind: 'incentive',
    title: 'Bonus for new customers in the first quarter',
    dueOn: '2026-03-31',
    measure: 'newCustomers',
    expected: null,
  })
}
