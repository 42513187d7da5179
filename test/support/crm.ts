import { readFileSync } from 'node:fs'
import type { SeedConversion } from './seed.ts'
import type { TestEngine } from './testEngine.ts'

export interface WonDeal {
  agent: string
  account: string
  product: string
  closedOn: string
  minor: number
}

/** The won opportunities of the CRM export, read by other means than the importer: the file has no quotes. */
export function readWonDeals(): WonDeal[] {
  const text = readFileSync(new URL('../fixtures/crm/sales_pipeline.csv', import.meta.url), 'utf8')
  const [, ...lines] = text.trimEnd().split('\r\n')
  return lines
    .map((line) => line.split(','))
    .filter(([, , , , stage]) => stage === 'Won')
    .map(([, agent = '', product = '', account = '', , , closed = '', value]) => ({
      agent,
      account,
      product,
      closedOn: closed.split('-').toReversed().join('-'),
      minor: Number(value) * 100,
    }))
}

/** The agents as partners, and each won deal as a conversion of its agent. Answers the partners' ids by name. */
export async function createCrmPartners(engine: TestEngine, deals: readonly WonDeal[]): Promise<Map<string, number>> {
  const partners = new Map<string, number>()
  for (const name of [...new Set(deals.map((deal) => deal.agent))].toSorted())
    partners.set(name, (await engine.call('partners.create', { name, startedOn: '2016-01-01' })).id)
  return partners
}

export function toSeeds(deals: readonly WonDeal[], partners: ReadonlyMap<string, number>): SeedConversion[] {
  return deals.map(({ agent, account, product, closedOn, minor }) => ({
    partnerId: partners.get(agent) ?? null,
    day: closedOn,
    minor,
    customer: account,
    product,
  }))
}
