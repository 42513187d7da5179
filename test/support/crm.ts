import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export interface WonDeal {
  agent: string
  account: string
  product: string
  closedOn: string
  minor: number
}

export const crmFile = (name: string): string => fileURLToPath(new URL(`../fixtures/crm/${name}`, import.meta.url))

/** The won opportunities of the CRM export, read by other means than the importer: the file has no quotes. */
export function readWonDeals(): WonDeal[] {
  const text = readFileSync(crmFile('sales_pipeline.csv'), 'utf8')
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
