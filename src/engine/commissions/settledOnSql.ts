/**
 * SQL of the day on which a payout was settled, null before: its own payment, or that of a later statement, which pays the
 * balance it carried over. A statement that ends at zero settles without a payment. [PO12]
 *
 * @param payoutId SQL of the payout's id
 */
export const settledOnSql = (payoutId: string): string => `(
  SELECT min(CASE WHEN payment.id IS NULL THEN substr(later.approved_at, 1, 10) ELSE payment.paid_on END)
  FROM statement AS own
  JOIN statement AS later ON later.partner_id = own.partner_id AND later.currency = own.currency
    AND later.is_live = 1 AND later.id >= own.id
  LEFT JOIN payment ON payment.payout_id = later.payout_id AND payment.is_live = 1
  WHERE own.payout_id = ${payoutId} AND own.is_live = 1
    AND (payment.id IS NOT NULL OR (later.paid_minor = 0 AND later.closing_minor = 0)))`
