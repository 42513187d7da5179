import { toDecimal } from '../../contract/money.ts'
import { toCsvLine } from '../text/csv.ts'
import type { PayoutMethod } from './payee.rules.ts'

export type FileFormat = 'csv' | 'paypal' | 'wise'

/** One payment as a file needs it. */
export interface PaymentLine {
  method: PayoutMethod
  partnerName: string
  legalName: string
  accountName: string
  account: string
  email: string
  currency: string
  /** Currency the partner wants; null: the payout's. */
  payeeCurrency: string | null
  minor: number
  statementNumber: string
}

export interface PaymentFile {
  name: string
  text: string
  currency: string
  payouts: number
  minor: number
}

interface Format {
  label: string
  methods: readonly PayoutMethod[]
  maxRows: number
  header: readonly string[] | null
  toRow(line: PaymentLine, note: string): Parameters<typeof toCsvLine>[0]
}

const MAX_PAYPAL_ID = 30
const MAX_PAYPAL_NOTE = 400

const amount = ({ minor, currency }: PaymentLine): { decimal: string } => ({ decimal: toDecimal(minor, currency) })

const formats: Readonly<Record<FileFormat, Format>> = {
  csv: {
    label: 'payments',
    methods: ['paypal', 'wise', 'bank'],
    maxRows: Infinity,
    header: ['Statement', 'Partner', 'Legal name', 'Method', 'Account name', 'Account', 'Email', 'Currency', 'Amount', 'Note'],
    toRow: (line, note) => [
      line.statementNumber,
      line.partnerName,
      line.legalName,
      line.method,
      line.accountName,
      line.account,
      line.email,
      line.currency,
      amount(line),
      note,
    ],
  },
  // PayPal Payouts: no header row, at most 5,000 rows, an id of 30 characters without spaces, a note of 400.
  paypal: {
    label: 'PayPal',
    methods: ['paypal'],
    maxRows: 5000,
    header: null,
    toRow: (line, note) => [
      line.email,
      amount(line),
      line.currency,
      line.statementNumber.replaceAll(/\s+/g, '').slice(-MAX_PAYPAL_ID).replace(/^[^\p{L}\p{N}]+/u, ''),
      Array.from(note).slice(0, MAX_PAYPAL_NOTE).join(''),
      'PAYPAL',
    ],
  },
  // Wise batch to saved recipients, at most 1,000 rows. In one currency the partner gets the exact amount (`target`);
  // with an exchange the amount is what leaves (`source`).
  wise: {
    label: 'Wise',
    methods: ['wise'],
    maxRows: 1000,
    header: ['recipientId', 'name', 'account', 'sourceCurrency', 'targetCurrency', 'amountCurrency', 'amount', 'paymentReference'],
    toRow: (line) => {
      const target = line.payeeCurrency ?? line.currency
      const isExchanged = target !== line.currency
      return [
        line.account,
        line.accountName === '' ? line.legalName || line.partnerName : line.accountName,
        '',
        line.currency,
        target,
        isExchanged ? 'source' : 'target',
        amount(line),
        line.statementNumber,
      ]
    },
  },
} // prettier-ignore

/** Letters, digits and a few signs that every file system takes. */
function toFileName(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N} .-]+/gu, '-').trim()
}

/**
 * The payment files of a run: one per currency, cut where the receiver's limit is. Amounts are plain decimals; text cells
 * are formula-safe. [PO11]
 */
export function toPaymentFiles(
  format: FileFormat,
  lines: readonly PaymentLine[],
  run: { programme: string; number: string },
): PaymentFile[] {
  const { label, methods, maxRows, header, toRow } = formats[format]
  const note = `${run.programme}: commission statement`
  const files: PaymentFile[] = []
  const payable = lines.filter(({ method }) => methods.includes(method))
  for (const currency of new Set(payable.map((line) => line.currency))) {
    const all = payable.filter((line) => line.currency === currency)
    for (let from = 0; from < all.length; from += maxRows) {
      const part = all.slice(from, from + maxRows)
      const suffix = all.length > maxRows ? ` ${from / maxRows + 1}` : ''
      const rows = part.map((line) => toCsvLine(toRow(line, `${note} ${line.statementNumber}`)))
      files.push({
        name: toFileName(`${run.programme} ${run.number} ${label} ${currency}${suffix}.csv`),
        text: (header === null ? '' : toCsvLine(header)) + rows.join(''),
        currency,
        payouts: part.length,
        minor: part.reduce((sum, { minor }) => sum + minor, 0),
      })
    }
  }
  return files
}
