import { describe, expect, it } from 'vitest'
import { AppError } from '../../../src/contract/errors.ts'
import type { ColumnRole } from '../../../src/contract/imports.ts'
import { compileMapping } from '../../../src/engine/imports/interpret.rules.ts'
import { emptyRow } from '../../../src/engine/imports/reading.ts'
import { mappingOf, options, readRow, reasonOf } from './support.ts'

const SALE: readonly ColumnRole[] = [
  'recordId',
  'occurredOn',
  'amount',
  'currency',
  'status',
  'refunded',
  'partnerName',
  'customerEmail',
]
const DEAL: readonly ColumnRole[] = [
  'recordId',
  'recordName',
  'stage',
  'amount',
  'openedOn',
  'closedOn',
  'partnerName',
  'customerName',
  'product',
]

describe('conversions', () => {
  const mapping = mappingOf(SALE)

  it('[IM17] a paid row is one sale with its partner and customer', () => {
    expect(
      readRow(mapping, ['ch_1', '2026-02-03', '49.90', 'eur', 'Paid', '0.00', ' Ann ', 'Bo.B+x@gmail.com']),
    ).toEqual({
      ...emptyRow(2),
      partner: { name: 'Ann', externalId: '', code: '', email: '', domain: '', details: null },
      customer: { name: '', externalId: '', email: 'bob@gmail.com', domain: '', country: '' },
      conversion: {
        kind: 'sale',
        from: 'row',
        externalId: 'ch_1',
        originalId: '',
        occurredOn: '2026-02-03',
        currency: 'EUR',
        amountMinor: 4990,
        taxMinor: 0,
        shippingMinor: 0,
        discountMinor: 0,
        quantity: 1,
        product: '',
        country: '',
        approvedOn: null,
        invoicePaidOn: null,
      },
    })
  })

  it('[IM17] a row with a refunded amount is the whole sale and a refund linked to it', () => {
    const { conversion, refund } = readRow(mapping, ['ch_1', '2026-02-03', '49.90', 'EUR', 'Paid', '20.00', 'Ann', ''])
    expect(
      [conversion, refund].map((record) => [
        record?.kind,
        record?.from,
        record?.externalId,
        record?.originalId,
        record?.amountMinor,
      ]),
    ).toEqual([
      ['sale', 'row', 'ch_1', '', 4990],
      ['refund', 'refunded', 'ch_1', 'ch_1', -2000],
    ])
  })

  it('[IM17] a row whose status says refunded takes the whole sale back when no amount says how much', () => {
    const rows = [
      ['ch_1', '2026-02-03', '49.90', 'EUR', 'Refunded', '', 'Ann', ''],
      ['ch_1', '2026-02-03', '49.90', 'EUR', 'Refunded', '10.00', 'Ann', ''],
    ]
    expect(rows.map((cells) => readRow(mapping, cells).refund?.amountMinor)).toEqual([-4990, -1000])
  })

  it('[IM17] a negative amount or a row that calls itself a refund is a refund', () => {
    const withOriginal = mappingOf(['recordId', 'occurredOn', 'amount', 'status', 'originalId', 'tax'])
    const rows = [
      ['r1', '2026-02-03', '-5.00', 'paid', 'ch_1', '0.80'],
      ['r2', '2026-02-03', '5.00', 'Chargeback', 'ch_1', '-0.80'],
      ['r3', '2026-02-03', '(5.00)', 'Gutschrift', '', ''],
    ]
    expect(
      rows.map((cells) => {
        const { conversion } = readRow(withOriginal, cells)
        return [conversion?.kind, conversion?.amountMinor, conversion?.taxMinor, conversion?.originalId]
      }),
    ).toEqual([
      ['refund', -500, -80, 'ch_1'],
      ['refund', -500, -80, 'ch_1'],
      ['refund', -500, 0, ''],
    ])
  })

  it.each([
    ['notPaid', { status: 'Failed' }],
    ['notPaid', { status: 'pending' }],
    ['notPaid', { status: 'Échouée' }],
    ['stageUnknown', { status: 'purple' }],
    ['stageUnknown', { status: '' }],
    ['amountZero', { amount: '0.00' }],
    ['amountEmpty', { amount: '' }],
    ['amountNotANumber', { amount: 'NaN' }],
    ['amountNotANumber', { amount: '1e308' }],
    ['amountTooLarge', { amount: '99999999999999999.00' }],
    ['amountTooManyDecimals', { amount: '1.005' }],
    ['currencyUnknown', { currency: 'XBT' }],
    ['dateEmpty', { date: '' }],
    ['dateNotADate', { date: 'soon' }],
    ['dateImpossible', { date: '2026-02-30' }],
    ['dateInFuture', { date: '2026-11-24' }],
    ['idMissing', { id: ' ' }],
    ['amountNotANumber', { refunded: 'some' }],
  ])('[IM19] refuses a row with %s: %o', (reason, change) => {
    const row = {
      id: 'ch_1',
      date: '2026-02-03',
      amount: '5.00',
      currency: 'EUR',
      status: 'Paid',
      refunded: '',
      ...change,
    }
    const reading = readRow(mapping, [row.id, row.date, row.amount, row.currency, row.status, row.refunded, 'Ann', ''])
    const wrong = Object.values(change)[0]?.trim()
    const { rejection } = reading
    expect([rejection?.reason, rejection?.text.trim()]).toEqual([reason, wrong])
    // Nothing of a refused row is taken.
    expect({ ...reading, rejection: null }).toEqual(emptyRow(2))
  })

  it('[IM19] refuses a row without a currency only when nothing names one', () => {
    const noDefault = mappingOf(SALE, { defaultCurrency: null })
    const row = (amount: string, currency: string) => ['ch_1', '2026-02-03', amount, currency, 'Paid', '', 'Ann', '']
    expect([row('5.00', ''), row('5.00', 'EUR'), row('€5.00', '')].map((cells) => reasonOf(noDefault, cells))).toEqual([
      'currencyMissing',
      null,
      null,
    ])
  })

  it('[IM19] refuses rows that are too short for what is read or longer than the header', () => {
    const short = mappingOf(['recordId', 'occurredOn', 'amount', null])
    expect([
      reasonOf(short, ['a', '2026-02-03']),
      reasonOf(short, ['a', '2026-02-03', '5']),
      reasonOf(short, ['a', '2026-02-03', '5', 'note', '', ' ']),
      reasonOf(short, ['a', '2026-02-03', '5', 'note', 'more']),
    ]).toEqual(['tooFewCells', null, null, 'tooManyCells'])
  })

  it('[IM19] refuses uncaptured payments', () => {
    const captured = mappingOf(['recordId', 'occurredOn', 'amount', 'captured'])
    expect(
      ['true', 'True', '', 'false', 'FALSE', '0'].map((flag) => reasonOf(captured, ['a', '2026-02-03', '5', flag])),
    ).toEqual([null, null, null, 'notPaid', 'notPaid', 'notPaid'])
  })

  it('[IM14] reads with the answers a person has given', () => {
    const open = mappingOf(['recordId', 'occurredOn', 'amount', 'status'], { defaultCurrency: null })
    const answers = {
      dateOrder: 'dmy',
      currency: 'EUR',
      amountUnit: 'minor',
      decimal: 'comma',
      'stage:violet': 'won',
      'partner:Ann': 'new',
    }
    const { conversion } = readRow(open, ['a', '05/06/2026', '4.900', 'violet'], answers)
    expect([conversion?.occurredOn, conversion?.currency, conversion?.amountMinor]).toEqual(['2026-06-05', 'EUR', 4900])
  })

  it('[IM14] refuses an answer that is none of the options', () => {
    expect(() => compileMapping(mapping, { dateOrder: 'backwards' }, options)).toThrow(AppError)
    expect(() => compileMapping(mapping, { currency: 'dollars' }, options)).toThrow(AppError)
  })

  it('[IM15] refuses a mapping that feeds nothing, lacks a needed column or uses a role twice', () => {
    const broken = [
      mappingOf(SALE, { kinds: [] }),
      mappingOf(['recordId', 'occurredOn']),
      mappingOf(['recordId', 'amount']),
      mappingOf(['amount', 'occurredOn', 'amount']),
      mappingOf(['recordName'], { kinds: ['deals'] }),
      mappingOf(['amount'], { kinds: ['partners'] }),
    ]
    const codes = broken.map((mapping) => {
      try {
        compileMapping(mapping, {}, options)
        return 'compiled'
      } catch (error) {
        return error instanceof AppError ? error.code : error
      }
    })
    expect(codes).toEqual(broken.map(() => 'import.badMapping'))
  })
})

describe('deals', () => {
  const mapping = mappingOf(DEAL, { kinds: ['deals', 'conversions'], format: { dateOrder: 'dmy' } })
  const won = ['D1', 'Rollout', 'Won', '1054', '20-10-2016', '01-03-2017', 'Ann', 'Cancity', 'GTX']

  it('[IM17] a won deal is a deal and a sale on its closing day', () => {
    const { deal, conversion } = readRow(mapping, won)
    expect([deal, conversion]).toEqual([
      {
        externalId: 'D1',
        name: 'Rollout',
        stage: 'won',
        stageText: 'Won',
        currency: 'USD',
        amountMinor: 105_400,
        openedOn: '2016-10-20',
        closedOn: '2017-03-01',
        expectedCloseOn: null,
        product: 'GTX',
        country: '',
        owner: '',
      },
      {
        kind: 'sale',
        from: 'won',
        externalId: 'D1',
        originalId: '',
        occurredOn: '2017-03-01',
        currency: 'USD',
        amountMinor: 105_400,
        taxMinor: 0,
        shippingMinor: 0,
        discountMinor: 0,
        quantity: 1,
        product: 'GTX',
        country: '',
        approvedOn: null,
        invoicePaidOn: null,
      },
    ])
  })

  it('[IM17] a lost or open deal brings no sale; the close date of an open one is a hope', () => {
    const lost = readRow(mapping, won.with(2, 'Lost').with(3, '0'))
    const open = readRow(mapping, won.with(2, 'Engaging').with(3, ''))
    expect(
      [lost, open].map(({ deal, conversion }) => [
        deal?.stage,
        deal?.amountMinor,
        deal?.closedOn,
        deal?.expectedCloseOn,
        conversion,
      ]),
    ).toEqual([
      ['lost', 0, '2017-03-01', null, null],
      ['open', null, null, '2017-03-01', null],
    ])
  })

  it('[IM17] a deal won at nothing is won and brings no sale', () => {
    const { rejection, deal, conversion } = readRow(mapping, won.with(3, '0'))
    expect([rejection, deal?.stage, conversion]).toEqual([null, 'won', null])
  })

  it('[IM19] refuses a won deal whose money or day is missing, not an open one', () => {
    expect([
      reasonOf(mapping, won.with(3, '')),
      reasonOf(mapping, won.with(5, '')),
      reasonOf(mapping, won.with(2, 'Engaging').with(3, '').with(5, '')),
      reasonOf(mapping, won.with(2, 'Quux')),
      reasonOf(mapping, won.with(4, '31-02-2016')),
    ]).toEqual(['amountEmpty', 'dateEmpty', null, 'stageUnknown', 'dateImpossible'])
  })

  it('[IM13] takes the status for what it says and the stage where it says nothing', () => {
    const both = mappingOf(['recordId', 'stage', 'status', 'recordName'], { kinds: ['deals'] })
    const stages = [
      ['1', 'Sonderphase', 'Won', 'a'],
      ['2', 'Closed Lost', '', 'b'],
      ['3', 'Proposal', 'Open', 'c'],
    ].map((cells) => readRow(both, cells).deal)
    expect(stages.map((deal) => [deal?.stage, deal?.stageText])).toEqual([
      ['won', 'Sonderphase'],
      ['lost', 'Closed Lost'],
      ['open', 'Proposal'],
    ])
  })
})

describe('lists', () => {
  it('[IM17] a row of a partner list is a partner with details and payment data', () => {
    const roles: ColumnRole[] = [
      'partnerName',
      'partnerEmail',
      'partnerDomain',
      'partnerStartedOn',
      'partnerGroup',
      'payeeMethod',
      'payeeEmail',
      'payeeCurrency',
      'partnerTerritory',
    ]
    const mapping = mappingOf(roles, { kinds: ['partners'] })
    expect(
      readRow(mapping, [
        'Ann Ltd',
        'Ann+p@ann.example',
        'https://www.ann.example/',
        '2025-01-15',
        'Gold',
        'PayPal',
        'pay@ann.example',
        'gbp',
        ' India; Nepal ',
      ]).partner,
    ).toEqual({
      name: 'Ann Ltd',
      externalId: '',
      code: '',
      email: 'ann@ann.example',
      domain: 'ann.example',
      details: {
        kind: '',
        group: 'Gold',
        manager: '',
        region: '',
        country: '',
        territory: 'India; Nepal',
        status: '',
        startedOn: '2025-01-15',
        payee: { method: 'paypal', accountName: '', email: 'pay@ann.example', account: '', currency: 'GBP' },
      },
    })
  })

  it('[IM19] refuses a partner or customer without anything to call it by', () => {
    const partners = mappingOf(['partnerName', 'partnerEmail', 'partnerGroup'], { kinds: ['partners'] })
    const customers = mappingOf(['customerName', 'customerId'], { kinds: ['customers'] })
    expect([
      reasonOf(partners, ['', 'no address', 'Gold']),
      reasonOf(partners, ['', 'a@b.example', '']),
      reasonOf(customers, [' ', '']),
    ]).toEqual(['nameMissing', null, 'nameMissing'])
  })
})
