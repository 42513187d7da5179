import type { Connection } from '../../db/open.ts'
import type { LedgerEntryTable } from '../../db/schema.ts'
import { listPostedFacts, type PostedFact } from '../../payouts/ledger.repo.ts'
import { entryId, ledgerFacts, legsOfTurn } from '../../payouts/ledger.rules.ts'
import type { Check } from '../verify.ts'

type Entry = LedgerEntryTable
type Finding = { entity: string; entityId: number | null; message: string }

const COMPARED = ['account', 'partner_id', 'currency', 'amount_minor'] as const

/** The entries a fact must have: one posting, and one turn more for each time it was taken back or restored. */
function expectedEntries(fact: PostedFact, turns: number): Map<string, Pick<Entry, (typeof COMPARED)[number]>> {
  const entries = new Map<string, Pick<Entry, (typeof COMPARED)[number]>>()
  for (let turn = 0; turn < turns; turn += 1) {
    for (const { leg, account, amountMinor } of legsOfTurn(fact.legs, turn)) {
      const entry = { account, partner_id: fact.partnerId, currency: fact.currency, amount_minor: amountMinor }
      entries.set(entryId(fact.kind, fact.uid, turn, leg), entry)
    }
  }
  return entries
}

function checkFact(fact: PostedFact, stored: readonly Entry[]): Finding[] {
  const seen = 1 + stored.reduce((last, { turn }) => Math.max(last, turn), -1)
  // A live fact has an odd number of turns: posted, or posted again after each reversal.
  const turns = fact.legs.length === 0 ? 0 : (seen % 2 === 1) === fact.isLive ? seen : seen + 1
  const expected = expectedEntries(fact, turns)
  const findings: Finding[] = []
  const name = `${fact.kind} ${fact.id}`
  for (const entry of stored) {
    const wanted = expected.get(entry.id)
    const add = (message: string): void =>
      void findings.push({ entity: 'ledger_entry', entityId: entry.seq, message: `Ledger of ${name}: ${message}` })
    if (!wanted) {
      add(`entry ${entry.seq} (${entry.account} ${entry.amount_minor}) does not follow from it`)
      continue
    }
    expected.delete(entry.id)
    for (const column of COMPARED)
      if (entry[column] !== wanted[column])
        add(`${column} of entry ${entry.seq} (${entry.account}) is ${entry[column]}, must be ${wanted[column]}`)
  }
  for (const { account, amount_minor } of expected.values())
    findings.push({
      entity: fact.kind,
      entityId: fact.id,
      message: `Ledger of ${name}: the entry ${account} ${amount_minor} is missing`,
    })
  return findings
}

function unbalanced(raw: Connection): Finding[] {
  const rows = raw
    .prepare('SELECT currency, sum(amount_minor) AS minor FROM ledger_entry GROUP BY currency HAVING minor <> 0')
    .all() as { currency: string; minor: number }[]
  return rows.map(({ currency, minor }) => ({
    entity: 'ledger_entry',
    entityId: null,
    message: `The ledger in ${currency} does not sum to zero but to ${minor}`,
  }))
}

/** The ledger is derived anew from statements, adjustments and payments, entry by entry; each currency sums to 0. [VE5] */
export const checkLedger: Check = {
  check: 'ledger',
  async run({ raw }) {
    const byFact = new Map<string, Entry[]>()
    let examined = 0
    for (const entry of raw.prepare('SELECT * FROM ledger_entry ORDER BY seq').iterate() as Iterable<Entry>) {
      examined += 1
      const key = `${entry.fact_kind} ${entry.fact_id}`
      const known = byFact.get(key)
      if (known) known.push(entry)
      else byFact.set(key, [entry])
    }
    const findings: Finding[] = []
    for (const kind of ledgerFacts) {
      for (const fact of listPostedFacts(raw, kind)) {
        const key = `${kind} ${fact.id}`
        findings.push(...checkFact(fact, byFact.get(key) ?? []))
        byFact.delete(key)
      }
    }
    for (const [fact, entries] of byFact)
      for (const { seq } of entries)
        findings.push({
          entity: 'ledger_entry',
          entityId: seq,
          message: `Entry ${seq} belongs to ${fact}, which is missing`,
        })
    return { examined, findings: [...findings, ...unbalanced(raw)] }
  },
}
