import { AppError } from '../../contract/errors.ts'
import type { payoutMethods } from '../../contract/payouts.ts'
import type { HandlersOf, QueryContext } from '../context.ts'
import { sha256 } from '../history/canonical.ts'
import { assertList } from './list.ts'
import { payableMethod, type StoredPayee } from './payee.rules.ts'
import { type PaymentLine, toPaymentFiles } from './paymentFiles.rules.ts'
import { getRun, listPayouts, type PayoutRow } from './runs.repo.ts'
import { assertStep } from './runs.rules.ts'

type PaymentMethods = 'payouts.export' | 'payouts.markPaid'

/** @throws AppError payout.noPayeeData when a partner's payee data went away after approval */
function toPaymentLine(context: QueryContext, payout: PayoutRow): PaymentLine {
  const partner = context.raw
    .prepare(
      `SELECT name, legal_name, payee_method, payee_account_name, payee_email, payee_account, payee_currency
       FROM partner WHERE id = ?`,
    )
    .get(payout.partner_id) as StoredPayee & { name: string; legal_name: string }
  const method = payableMethod(partner)
  if (method === null) throw new AppError('payout.noPayeeData', { partner: partner.name })
  return {
    method,
    partnerName: partner.name,
    legalName: partner.legal_name,
    accountName: partner.payee_account_name,
    account: partner.payee_account,
    email: partner.payee_email,
    currency: payout.currency,
    payeeCurrency: partner.payee_currency,
    minor: payout.payout_minor,
    statementNumber: payout.statement_number ?? '',
  }
}

export const paymentHandlers: HandlersOf<Pick<typeof payoutMethods, PaymentMethods>> = {
  async 'payouts.export'(context, { id, fingerprint, format }) {
    const { raw, write } = context
    const run = getRun(raw, id)
    if (run.state !== 'exported') assertStep(run.state, 'exported')
    await assertList(raw, run, fingerprint)
    const payable = listPayouts(raw, id).filter((payout) => payout.payout_minor > 0 && payout.paid_on === null)
    const byFile = payable.filter((payout) => payout.method !== 'byHand')
    const lines = byFile.map((payout) => toPaymentLine(context, payout))
    const files = toPaymentFiles(format, lines, { programme: context.settings().name, number: run.number })
    if (files.length === 0) throw new AppError('payout.empty')
    for (const file of files) {
      write.insert('payout_export', {
        uid: context.clock.uid(),
        run_id: id,
        format,
        currency: file.currency,
        file_name: file.name,
        sha256: sha256(file.text),
        payout_count: file.payouts,
        amount_minor: file.minor,
        exported_at: context.at,
        is_live: 1,
      })
    }
    write.update('payout_run', id, { state: 'exported' })
    context.describe(run.number)
    return { files, byHand: payable.length - byFile.length }
  },

  async 'payouts.markPaid'(context, { id, paidOn, payments }) {
    const { raw, write } = context
    const run = getRun(raw, id)
    if (run.state !== 'approved' && run.state !== 'exported')
      throw new AppError('payout.illegalState', { from: run.state, to: 'paid' })
    const open = new Map(
      listPayouts(raw, id)
        .filter((payout) => payout.payout_minor > 0 && payout.paid_on === null)
        .map((payout) => [payout.id, payout]),
    )
    for (const { payoutId, reference } of payments) {
      const payout = open.get(payoutId)
      if (!payout) throw new AppError('payout.illegalState', { from: 'paid', to: 'paid' })
      if (payout.method === 'byHand' && reference === '')
        throw new AppError('payout.referenceMissing', { partner: payout.partner_name })
      open.delete(payoutId)
      write.insert('payment', {
        uid: context.clock.uid(),
        payout_id: payoutId,
        partner_id: payout.partner_id,
        currency: payout.currency,
        amount_minor: payout.payout_minor,
        paid_on: paidOn,
        reference: reference === '' ? (payout.statement_number ?? '') : reference,
        is_live: 1,
      })
    }
    if (open.size === 0) write.update('payout_run', id, { state: 'paid' })
    context.describe(run.number)
    return {}
  },
}
