import { afterEach, beforeEach, expect, test } from 'vitest'
import { type PaymentLine, toPaymentFiles } from '../../../src/engine/payouts/paymentFiles.rules.ts'
import { approveRun, openRun } from '../../support/payRun.ts'
import { seedPartner, seedPlan, seedSales } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

const line: PaymentLine = {
  method: 'paypal',
  partnerName: 'Nusa Integra',
  legalName: 'PT Nusa Integra',
  accountName: '',
  account: '',
  email: 'pay@nusa.test',
  currency: 'USD',
  payeeCurrency: null,
  minor: 408_660,
  statementNumber: '2025-12-001',
}
const run = { programme: 'Asia expansion', number: '2025-12' }

test('[PO11] PayPal: no header, one currency a file, at most 5,000 rows, ids of 30 characters without spaces, notes of 400', () => {
  const lines = Array.from({ length: 5_001 }, (_, i) => ({
    ...line,
    statementNumber: `2025-12 with spaces and more words-${i}`,
  }))
  const files = toPaymentFiles('paypal', [...lines, { ...line, currency: 'JPY', minor: 5000 }], {
    ...run,
    programme: 'x'.repeat(500),
  })
  expect(files.map(({ currency, payouts, minor }) => [currency, payouts, minor])).toEqual([
    ['USD', 5_000, 5_000 * 408_660],
    ['USD', 1, 408_660],
    ['JPY', 1, 5000],
  ])
  expect(new Set(files.map(({ name }) => name)).size).toBe(3)
  const [, second] = files
  const [, amount, currency, id, note, wallet] = (second?.text ?? '').trimEnd().split(',')
  expect([amount, currency, id, wallet]).toEqual(
    ['4086.60', '"USD"', '"12withspacesandmorewords-5000"', '"PAYPAL"'].map(String),
  )
  expect(note).toHaveLength(402)
})

test('[PO11] PayPal pays the e-mail address, Wise the recipient, the generic file everybody who has payee data', () => {
  const wise: PaymentLine = { ...line, method: 'wise', account: '40123456', email: '', statementNumber: '2025-12-002' }
  const bank: PaymentLine = { ...line, method: 'bank', account: 'DE00 4471', statementNumber: '2025-12-003' }
  const lines = [line, wise, { ...wise, payeeCurrency: 'IDR', minor: 100 }, bank]
  const text = (format: 'csv' | 'paypal' | 'wise') => toPaymentFiles(format, lines, run).map((file) => file.text)
  expect(text('paypal')).toEqual([
    '"pay@nusa.test",4086.60,"USD","2025-12-001","Asia expansion: commission statement 2025-12-001","PAYPAL"\r\n',
  ])
  expect(text('wise')).toEqual([
    [
      '"recipientId","name","account","sourceCurrency","targetCurrency","amountCurrency","amount","paymentReference"',
      '"40123456","PT Nusa Integra","","USD","USD","target",4086.60,"2025-12-002"',
      '"40123456","PT Nusa Integra","","USD","IDR","source",1.00,"2025-12-002"',
      '',
    ].join('\r\n'),
  ])
  expect(text('csv')[0]?.split('\r\n')).toHaveLength(6)
})

test('[EX1] a partner called like a formula stays text in a payment file', () => {
  const [file] = toPaymentFiles('csv', [{ ...line, partnerName: '=cmd|calc', accountName: '-1+1' }], run)
  expect(file?.text).toContain(`"'=cmd|calc"`)
  expect(file?.text).toContain(`"'-1+1"`)
})

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

test('[PO15] undoing an export is a recorded reversal: the file stays listed as reversed and the run is approved again', async () => {
  await seedPlan(engine)
  const paypal = await seedPartner(engine, 'Nusa Integra', 'paypal')
  const byHand = await seedPartner(engine, 'Han River IT', null)
  await seedSales(engine, [
    { partnerId: paypal, on: '2025-12-03', minor: 1_000 },
    { partnerId: byHand, on: '2025-12-03', minor: 3_000 },
  ])
  const { id, fingerprint } = await approveRun(engine, (await openRun(engine)).id)
  expect(await engine.refused('payouts.export', { id, fingerprint, format: 'wise' })).toMatchObject({
    code: 'payout.empty',
  })
  const { files, byHand: handPaid } = await engine.call('payouts.export', { id, fingerprint, format: 'paypal' })
  expect({ files: files.map(({ name, minor }) => [name, minor]), handPaid }).toEqual({
    files: [['Asia expansion 2025-12 PayPal USD.csv', 100]],
    handPaid: 1,
  })
  expect((await engine.call('history.peek', {})).undo).toMatchObject({ method: 'payouts.export', leavesTheHouse: true })
  expect(await engine.call('history.undo', {})).toMatchObject({ isReversal: true })
  expect(await engine.call('payouts.run', { id })).toMatchObject({
    state: 'approved',
    exports: [{ fileName: 'Asia expansion 2025-12 PayPal USD.csv', isReversed: true }],
  })
})

test('[PO13] payee data that went away after approval stops the export', async () => {
  await seedPlan(engine)
  const partnerId = await seedPartner(engine, 'Nusa Integra', 'paypal')
  await seedSales(engine, [{ partnerId, on: '2025-12-03', minor: 1_000 }])
  const { id, fingerprint } = await approveRun(engine, (await openRun(engine)).id)
  await engine.call('partners.setPayee', { id: partnerId, payee: null })
  expect(await engine.refused('payouts.export', { id, fingerprint, format: 'csv' })).toEqual({
    code: 'payout.noPayeeData',
    details: { partner: 'Nusa Integra' },
  })
})

test('[PO8] a partner whose balance stays behind does not change the approved list', async () => {
  await seedPlan(engine)
  await engine.call('programme.update', { minimumPayouts: [{ currency: 'USD', minor: 500 }] })
  const paid = await seedPartner(engine, 'Nusa Integra', 'paypal')
  const small = await seedPartner(engine, 'Kepulauan Soft', 'paypal')
  await seedSales(engine, [
    { partnerId: paid, on: '2025-12-03', minor: 10_000 },
    { partnerId: small, on: '2025-12-03', minor: 1_000 },
  ])
  const { id, fingerprint } = await approveRun(engine, (await openRun(engine)).id)
  const { files } = await engine.call('payouts.export', { id, fingerprint, format: 'paypal' })
  expect(files.map(({ payouts, minor }) => [payouts, minor])).toEqual([[1, 1_000]])
})
