import type { CommandContext } from '../context.ts'
import type { Reaction } from '../history/reactions.ts'
import { findPostedFact, lastTurn, type PostedFact } from './ledger.repo.ts'
import { entryId, ledgerFacts, legsOfTurn } from './ledger.rules.ts'

function post(context: CommandContext, fact: PostedFact, turn: number): void {
  const insert = context.raw.prepare(
    `INSERT INTO ledger_entry (id, fact_kind, fact_id, turn, leg, account, partner_id, currency, amount_minor, day, command_seq)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const day = turn === 0 && fact.day !== null ? fact.day : context.today()
  for (const { leg, account, amountMinor } of legsOfTurn(fact.legs, turn)) {
    insert.run(
      entryId(fact.kind, fact.uid, turn, leg),
      fact.kind,
      fact.id,
      turn,
      leg,
      account,
      fact.partnerId,
      fact.currency,
      amountMinor,
      day,
      context.seq,
    )
  }
}

/** Posts what became a fact and reverses what stopped being one; entries are only ever added. [LE2] */
export const ledgerReaction: Reaction = {
  name: 'ledger',
  after: ledgerFacts,
  async run(context) {
    for (const kind of ledgerFacts) {
      for (const id of context.write.touched.get(kind) ?? []) {
        const fact = findPostedFact(context.raw, kind, id)
        if (!fact) continue
        const last = lastTurn(context.raw, kind, id)
        const isPosted = last % 2 === 0
        if (fact.isLive !== isPosted) post(context, fact, last + 1)
      }
    }
  },
}
