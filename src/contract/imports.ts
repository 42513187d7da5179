import { z } from 'zod'
import { daySchema } from './dates.ts'
import { missingRateSchema } from './measures.ts'
import { command, idSchema, nothing, query, task } from './method.ts'
import { companyMeasureSchema } from './figures.ts'
import { currencySchema, minorSchema } from './money.ts'
import { conversionKindSchema, dealStageSchema } from './revenue.ts'

/** What a row of a file can become. One file may feed several kinds; exchange rates and company figures stand alone. */
export const importKinds = [
  'partners',
  'customers',
  'deals',
  'conversions',
  'leads',
  'clicks',
  'rates',
  'figures',
] as const
/** Kinds whose rows are about no partner: a file that has one has nothing else. */
export const lonelyKinds: ReadonlySet<(typeof importKinds)[number]> = new Set(['rates', 'figures'])
export const importKindSchema = z.enum(importKinds)
export type ImportKind = z.infer<typeof importKindSchema>

/** What a column means, whichever kinds the file feeds. */
export const columnRoles = [
  'recordId',
  'recordName',
  'occurredOn',
  'openedOn',
  'closedOn',
  'expectedCloseOn',
  'approvedOn',
  'invoicePaidOn',
  'amount',
  'tax',
  'shipping',
  'discount',
  'refunded',
  'quantity',
  'currency',
  'stage',
  'status',
  'captured',
  'product',
  'country',
  'owner',
  'originalId',
  'link',
  'referrer',
  'rate',
  'quoteCurrency',
  'month',
  'measure',
  'bookings',
  'newCustomers',
  'marketingSpend',
  'partnerName',
  'partnerId',
  'partnerCode',
  'partnerEmail',
  'partnerDomain',
  'partnerKind',
  'partnerGroup',
  'partnerManager',
  'partnerRegion',
  'partnerCountry',
  'partnerTerritory',
  'partnerStatus',
  'partnerStartedOn',
  'payeeMethod',
  'payeeEmail',
  'payeeAccountName',
  'payeeAccount',
  'payeeCurrency',
  'customerName',
  'customerId',
  'customerEmail',
  'customerDomain',
  'customerCountry',
] as const
export const columnRoleSchema = z.enum(columnRoles)
export type ColumnRole = z.infer<typeof columnRoleSchema>

/** Roles that several columns of one file may have: a table of rates has a column for each currency. */
export const repeatedRoles: ReadonlySet<ColumnRole> = new Set(['rate'])

/** How the file is cut into rows. `headerLine` is the 1-based line of the header; lines before it are preamble. */
export const fileShapeSchema = z.strictObject({
  format: z.enum(['text', 'xlsx']),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'windows-1250']),
  delimiter: z.enum([',', ';', '\t', '|']),
  headerLine: z.int().positive(),
  sheet: z.string().max(200).nullable(),
})
export type FileShape = z.infer<typeof fileShapeSchema>

/** How values are read. `null` means the file never needs it. */
export const valueFormatSchema = z.strictObject({
  decimal: z.enum(['point', 'comma']),
  amountUnit: z.enum(['major', 'minor']),
  dateOrder: z.enum(['ymd', 'dmy', 'mdy', 'epochSeconds', 'epochMilliseconds', 'excelSerial']),
  /** Zone of the file's times; days without a time are taken as they stand. */
  timeZone: z.string().max(64),
})
export type ValueFormat = z.infer<typeof valueFormatSchema>

/** The whole reading of a file; remembered by header fingerprint. */
export const importMappingSchema = z.strictObject({
  /** Source system: part of every fact's id ("stripe", "hubspot", "crm" …). */
  source: z.string().trim().min(1).max(60),
  /** Layout that was recognised, or null for a file never seen. */
  layout: z.string().max(60).nullable(),
  shape: fileShapeSchema,
  format: valueFormatSchema,
  /** For rows without a currency of their own; of exchange rates, what they are quoted against. */
  defaultCurrency: currencySchema.nullable(),
  kinds: z.array(importKindSchema),
  columns: z
    .array(
      z.strictObject({ index: z.int().nonnegative(), header: z.string().max(500), role: columnRoleSchema.nullable() }),
    )
    .max(1000),
  /** Meaning of the words in the stage or status column. */
  stages: z.array(z.strictObject({ text: z.string().max(200), stage: dealStageSchema.nullable() })).max(500),
})
export type ImportMapping = z.infer<typeof importMappingSchema>

/** What a file of which no row is known shares with earlier files of its source. [IM70] */
export const importOverlapSchema = z.strictObject({
  source: z.string(),
  /** Days that both have rows of, the first and the last of them. */
  days: z.int().positive(),
  firstOn: daySchema,
  lastOn: daySchema,
  /** Rows of earlier files on these days. */
  earlierRows: z.int().positive(),
  /** Rows of the file that have day, currency and amount of an earlier one each; null where rows have no amount. */
  equalRows: z.int().nonnegative().nullable(),
})
export type ImportOverlap = z.infer<typeof importOverlapSchema>

/** Something only a person can decide. `suggested` is what Tandem would take; null when nothing is likelier. */
export const importQuestionSchema = z.strictObject({
  id: z.string(),
  kind: z.enum([
    'dateOrder',
    'amountUnit',
    'decimal',
    'currency',
    'rateBase',
    'partner',
    'stage',
    'partnerStart',
    'overlap',
  ]),
  /** Subject: the column, the partner text, the stage word … */
  subject: z.string(),
  rows: z.int(),
  example: z.string(),
  options: z.array(z.strictObject({ value: z.string(), label: z.string(), becomes: z.string() })),
  suggested: z.string().nullable(),
  /** Must be answered before the import can run. */
  isBlocking: z.boolean(),
  /** What a question of kind `overlap` goes by. */
  overlap: importOverlapSchema.optional(),
})
export type ImportQuestion = z.infer<typeof importQuestionSchema>

/** Answers by question id: an option's value (a partner question takes `partner:<id>`, `new` or `ignore`, `overlap` takes `new` or `stop`). */
export const importAnswersSchema = z.record(z.string().max(400), z.string().max(400))
export type ImportAnswers = z.infer<typeof importAnswersSchema>

export const verdicts = ['new', 'same', 'changed', 'suspect', 'rejected'] as const
export const verdictSchema = z.enum(verdicts)
export type Verdict = z.infer<typeof verdictSchema>

export const rejectionReasons = [
  'amountEmpty',
  'amountNotANumber',
  'amountTooLarge',
  'amountTooManyDecimals',
  'amountZero',
  'currencyUnknown',
  'currencyMissing',
  'dateEmpty',
  'dateNotADate',
  'dateImpossible',
  'dateInFuture',
  'idMissing',
  'nameMissing',
  'tooFewCells',
  'tooManyCells',
  'recordTooLong',
  'notPaid',
  'stageUnknown',
  'partnerIgnored',
  'originalMissing',
  'noLead',
  'linkMissing',
  'rateMissing',
  'rateNotANumber',
  'rateTooPrecise',
  'rateTooLarge',
  'sameCurrency',
  'monthUnreadable',
  'monthIsLonger',
  'measureUnknown',
  'countNotWhole',
  'figureNegative',
  'figureMissing',
] as const
export const rejectionReasonSchema = z.enum(rejectionReasons)
export type RejectionReason = z.infer<typeof rejectionReasonSchema>

const verdictCountsSchema = z.strictObject({
  new: z.int(),
  same: z.int(),
  changed: z.int(),
  suspect: z.int(),
  rejected: z.int(),
})

/** One thing that a row says otherwise than what is here, both as people write it; `field` is the file's own column. */
export const differenceSchema = z.strictObject({ field: z.string(), before: z.string(), after: z.string() })
export type Difference = z.infer<typeof differenceSchema>

/** What a changed row changes, or what a suspect says otherwise than the sale it seems to repeat. [IM57] */
export const rowDifferenceSchema = z.strictObject({
  line: z.int(),
  verdict: z.enum(['changed', 'suspect']),
  kind: z.enum(['deals', 'conversions', 'partners']),
  /** What is here; null when it is an earlier row of the same file, which is not compared. */
  id: idSchema.nullable(),
  fields: z.array(differenceSchema),
})
export type RowDifference = z.infer<typeof rowDifferenceSchema>

/**
 * Why a sale or lead earns nothing whatever the plans say: its day lies before the partner's start, the partner was
 * neither active nor invited on it, bought it itself (the same e-mail address), or may not sell in its country.
 */
export const ineligibleReasonSchema = z.enum(['beforeStart', 'partnerInactive', 'selfReferral', 'outsideTerritory'])
export type IneligibleReason = z.infer<typeof ineligibleReasonSchema>

/** What an import would do (dry run) or did. Rows in = new + same + changed + suspect + rejected. [IM1] */
export const importReportSchema = z.strictObject({
  attemptId: idSchema.nullable(),
  fileName: z.string(),
  layout: z.string().nullable(),
  source: z.string(),
  rows: verdictCountsSchema.extend({ total: z.int() }),
  kinds: z.array(
    z.strictObject({ kind: importKindSchema, created: z.int(), restored: z.int(), same: z.int(), changed: z.int() }),
  ),
  deals: z.array(
    z.strictObject({ stage: dealStageSchema, currency: currencySchema, rows: z.int(), minor: minorSchema }),
  ),
  conversions: z.array(
    z.strictObject({ kind: conversionKindSchema, currency: currencySchema, rows: z.int(), minor: minorSchema }),
  ),
  /** Rows of sales and refunds that have no exchange rate on their day, as rates are known now. [IM67] */
  unrated: z.array(missingRateSchema).default([]),
  /** New sales and leads that are imported and earn nothing, each with its first reason. [IM71] */
  ineligible: z
    .array(
      z.strictObject({
        reason: ineligibleReasonSchema,
        rows: z.int(),
        partners: z.int(),
        /** The partners that come first in the file, each with its rows and the first of them. */
        examples: z.array(z.strictObject({ partner: z.string(), rows: z.int(), line: z.int(), day: daySchema })),
      }),
    )
    .default([]),
  /** What a file of exchange rates brings; null for any other. */
  rates: z.strictObject({ days: z.int(), currencies: z.int(), rates: z.int() }).nullable().default(null),
  /** Sums of a file of company figures; `currency` is empty for counts. */
  figures: z
    .array(z.strictObject({ measure: companyMeasureSchema, currency: z.string(), months: z.int(), value: z.int() }))
    .default([]),
  rejections: z.array(
    z.strictObject({ reason: rejectionReasonSchema, rows: z.int(), firstLine: z.int(), example: z.string() }),
  ),
  /** The first rows of each verdict; reports of earlier versions have none. */
  differences: z.array(rowDifferenceSchema).default([]),
  partners: z.strictObject({ matched: z.int(), created: z.int(), rowsWithout: z.int() }),
  earliestOn: daySchema.nullable(),
  latestOn: daySchema.nullable(),
  questions: z.array(importQuestionSchema),
  /** The same bytes were imported before: who and when. */
  seenBefore: z.strictObject({ attemptId: idSchema, at: z.string(), by: z.string() }).nullable(),
  warnings: z.array(z.enum(['layoutChanged', 'footerDropped', 'preambleDropped', 'duplicateHeaders', 'formulaCells'])),
})
export type ImportReport = z.infer<typeof importReportSchema>

/** At most so many remembered names are forgotten in one step. */
const namesSchema = z.strictObject({ ids: z.array(idSchema).min(1).max(1000) })

const fileSchema = z.string().min(1).max(100)
const runSchema = z.strictObject({
  file: fileSchema,
  mapping: importMappingSchema,
  answers: importAnswersSchema,
  /** Changed rows are applied as new facts only when the user says so. */
  applyChanged: z.boolean(),
  /** Suspects (no id of their own, same as a row already here) are taken in only when the user says so. */
  takeSuspects: z.boolean(),
})

export const importMethods = {
  /** Recognises a file from at most its first megabyte: source, confidence, columns with samples, questions. */
  'imports.inspect': query(
    z.strictObject({ file: fileSchema, as: z.string().max(60).nullable(), sheet: z.string().max(200).nullable() }),
    z.strictObject({
      fileName: z.string(),
      bytes: z.int(),
      sheets: z.array(z.string()),
      layout: z.string().nullable(),
      layoutLabel: z.string(),
      /** Share of the layout's signature columns that were found, in ppm. */
      confidencePpm: z.int(),
      isRemembered: z.boolean(),
      /** Known, and of no use: no row of such a file is ever imported unless a person says what its rows are. */
      hasNothing: z.boolean(),
      mapping: importMappingSchema,
      columns: z.array(
        z.strictObject({
          index: z.int(),
          header: z.string(),
          samples: z.array(z.string()),
          type: z.enum(['text', 'number', 'money', 'date', 'currency', 'email', 'flag', 'empty']),
          confidencePpm: z.int(),
        }),
      ),
      sampleLines: z.array(z.int()),
      questions: z.array(importQuestionSchema),
      warnings: importReportSchema.shape.warnings,
    }),
  ),
  /** How the sample values of the first rows are read under a mapping, cell by cell. */
  'imports.preview': query(
    z.strictObject({ file: fileSchema, mapping: importMappingSchema }),
    z.strictObject({
      rows: z.array(
        z.strictObject({
          line: z.int(),
          cells: z.array(
            z.strictObject({ raw: z.string(), becomes: z.string(), problem: rejectionReasonSchema.nullable() }),
          ),
        }),
      ),
    }),
  ),
  /** Reads the whole file against the workspace and stores nothing. */
  'imports.dryRun': task(runSchema, importReportSchema),
  /** One transaction; progress; cancel leaves nothing. @throws import.needsAnswer when a blocking question is open */
  'imports.run': task(runSchema, importReportSchema),
  'imports.get': query(
    z.strictObject({ id: idSchema }),
    z.strictObject({
      report: importReportSchema,
      state: z.enum(['done', 'reverted']),
      at: z.string(),
      by: z.string(),
      mapping: importMappingSchema,
    }),
  ),
  /** What reverting would do: records that stop counting and that stay, and what of settled commissions is taken back. [IM58] */
  'imports.revertPreview': query(
    z.strictObject({ id: idSchema }),
    z.strictObject({
      fileName: z.string(),
      removed: z.int().nonnegative(),
      kept: z.int().nonnegative(),
      takenBack: z.array(
        z.strictObject({
          currency: currencySchema,
          /** Lines of approved statements, clawbacks that are given back included. */
          lines: z.int().positive(),
          /** Minor units; what partners owe more afterwards, net of what is given back. */
          minor: minorSchema,
        }),
      ),
    }),
  ),
  /** Rows that no other unreverted import holds stop counting; nothing is deleted, importing the file again brings them back. [IM5] */
  'imports.revert': command(z.strictObject({ id: idSchema }), z.strictObject({ removed: z.int(), kept: z.int() })),
  /** Rejected rows as CSV in the file's own columns plus line and reason. */
  'imports.rejectedRows': query(
    z.strictObject({ id: idSchema }),
    z.strictObject({ fileName: z.string(), text: z.string() }),
  ),
  /** Mappings as the next file with their headers is read, the one used last first. [IM16] */
  'imports.mappings': query(
    nothing,
    z.strictObject({
      mappings: z.array(
        z.strictObject({
          id: idSchema,
          mapping: importMappingSchema,
          /** Imports of files with these headers, reverted ones included. */
          imports: z.int().nonnegative(),
          last: z
            .strictObject({ attemptId: idSchema, fileName: z.string(), at: z.string(), by: z.string() })
            .nullable(),
        }),
      ),
    }),
  ),
  /** The next file with these headers is looked at as if it were the first; what was imported stays. [IM55] @throws entity.notFound */
  'imports.forgetMapping': command(z.strictObject({ id: idSchema }), nothing),
  /** Live facts that would get another partner, or none, were these names (ids of the view `importNames`) forgotten. [IM56] @throws entity.notFound */
  'imports.nameUses': query(
    namesSchema,
    z.strictObject({ conversions: z.int().nonnegative(), deals: z.int().nonnegative() }),
  ),
  /** Names are matched or asked anew; facts under a name that by itself means nobody wait without a partner. [IM56] @throws entity.notFound */
  'imports.forgetNames': command(namesSchema, nothing),
}
