import type { TierBody } from '../../src/contract/tiers.ts'
import { revenueTable } from './builders/tiers.ts'
import { seedConversions } from './seed.ts'
import type { TestEngine } from './testEngine.ts'

/** A published table for the tests of one workspace. */
export async function publishTiers(
  engine: TestEngine,
  body: TierBody = revenueTable(),
  validFrom = '2025-01-01',
): Promise<number> {
  const { id } = await engine.call('tiers.create', { name: 'Resellers', body })
  await engine.call('tiers.publish', { id, validFrom })
  return id
}

/** A partner since 2025 with a sale on each of these days. */
export async function seller(
  engine: TestEngine,
  name: string,
  sales: readonly (readonly [day: string, minor: number])[] = [],
): Promise<number> {
  const { id } = await engine.call('partners.create', { name, startedOn: '2025-01-01' })
  seedConversions(
    engine.file,
    sales.map(([day, minor], place) => ({ partnerId: id, day, minor, customer: `${name} ${place}` })),
  )
  return id
}

/** Open proposals in short: "Acme promotion silver > gold". */
export async function proposals(engine: TestEngine): Promise<string[]> {
  const { proposals: open } = await engine.call('tiers.proposals', {})
  return open.map(({ name, proposal: { kind, from, to } }) => `${name} ${kind} ${from || '–'} > ${to || '–'}`)
}

/** Approves or declines what is proposed for a partner, exactly as it stands. */
export async function decide(
  engine: TestEngine,
  partnerId: number,
  isApproved = true,
  reason = 'agreed',
): Promise<void> {
  const { proposals: open } = await engine.call('tiers.proposals', {})
  const own = open.find((candidate) => candidate.partnerId === partnerId)
  if (!own) throw new Error('nothing is proposed for this partner')
  const { to, evaluatedOn } = own.proposal
  await engine.call('tiers.decide', { isApproved, proposals: [{ partnerId, to, evaluatedOn }], reason })
}
