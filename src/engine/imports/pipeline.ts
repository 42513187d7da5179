import { toEpochDays } from '../../contract/dates.ts'
import { AppError } from '../../contract/errors.ts'
import type { ImportAnswers, ImportMapping, ImportReport } from '../../contract/imports.ts'
import type { CommandContext, KnownFile, QueryContext, TaskContext } from '../context.ts'
import type { RowBatch } from './batch.ts'
import { type Classifier, type ClassifierOptions, createClassifier, isZero, type Shelf } from './classify.ts'
import { type Comparer, createComparer } from './differences.ts'
import { createFactIndex } from './factIndex.ts'
import { byKind, factTables } from './factKinds.ts'
import {
  findEarlierImport,
  findFile,
  hashFile,
  heldRanges,
  listPartnersToMatch,
  nextFactId,
  nextRegisterId,
  readAnswers,
} from './imports.repo.ts'
import { readStatuses } from '../partners/partners.repo.ts'
import { nextTurn } from '../pause.ts'
import { readExchange } from '../rates/rates.repo.ts'
import { createIneligibleRows } from './ineligible.ts'
import { loadKnownFacts } from './knownFacts.ts'
import { compileMapping } from './interpret.rules.ts'
import { applyAnswers, factsOf } from './mapping.rules.ts'
import { unpackBatch } from './pack.ts'
import { createOverlapWatch, overlapMemory } from './overlap.ts'
import { parseInThread, type Parsing } from './parserThread.ts'
import { createPartnerResolver, type PartnerResolver } from './partnerResolver.ts'
import { latestStart, type PartnerStarts, planPartnerStarts } from './partnerStarts.ts'
import {
  currencyQuestion,
  OVERLAP_QUESTION,
  overlapQuestion,
  rateBaseQuestion,
  ROWS_ARE_NEW,
} from './questions.rules.ts'
import { createImportRecord, type ImportRecord } from './record.ts'
import { countsByKind, createRowCounts, moneyTotals, type RowCounts } from './report.ts'
import { loadSuspects } from './suspects.ts'

export interface ImportInput {
  file: string
  mapping: ImportMapping
  answers: ImportAnswers
  applyChanged: boolean
  takeSuspects: boolean
}

/** Bytes of a usual row: how many facts to make room for at once. */
const USUAL_ROW_BYTES = 100
const PROGRESS_EVERY_MS = 100

/** Everything that is known of an import once its file has been read. */
export interface ReadFile {
  file: KnownFile
  sha256: string
  mapping: ImportMapping
  resolver: PartnerResolver
  classifier: Classifier
  counts: RowCounts
  starts: PartnerStarts
  /** Answers that the next import is not asked for again. */
  toRemember: ReadonlyMap<string, string>
  report: ImportReport
}

/** Reads the whole file against the workspace and stores nothing. [IM2] */
export async function dryRunImport(task: TaskContext, input: ImportInput): Promise<ImportReport> {
  const { report } = await readFile(task, task, input, null)
  return report
}

/**
 * Imports a file as one command, all of it or nothing. [IM2]
 *
 * @throws AppError import.needsAnswer when something only a person can decide is open
 */
export async function runImport(task: TaskContext, input: ImportInput): Promise<ImportReport> {
  return task.runCommand(input, async (command) => {
    const record = createImportRecord(command)
    try {
      const read = await readFile(task, command, input, record)
      const open = read.report.questions.filter((question) => question.isBlocking)
      if (open.length > 0) throw new AppError('import.needsAnswer', { questions: open })
      return await record.finish(read)
    } finally {
      // Nothing may write after the transaction is over.
      await record.settled()
    }
  })
}

async function readFile(
  task: TaskContext,
  context: QueryContext | CommandContext,
  input: ImportInput,
  record: ImportRecord | null,
): Promise<ReadFile> {
  const { raw } = context
  const file = task.files.get(input.file)
  const mapping = applyAnswers(input.mapping, input.answers)
  const settings = context.settings()
  const today = context.today()
  const options = { timeZone: settings.timeZone, today, baseCurrency: settings.baseCurrency }
  // Refuses a mapping that makes no sense before any of the file is read.
  compileMapping(mapping, {}, options)
  const sha256 = await hashFile(file.path)
  const keptFile = findFile(raw, sha256)

  const known = listPartnersToMatch(raw)
  const remembered = readAnswers(raw)
  const resolver = createPartnerResolver({
    known,
    answers: input.answers,
    remembered,
    feedsPartners: mapping.kinds.includes('partners'),
    applyChanged: input.applyChanged,
    nextId: nextRegisterId(raw, 'partner'),
  })
  const request = {
    path: file.path,
    mapping,
    answers: {},
    options,
    keepsOriginal: record !== null && keptFile === undefined,
  }
  const source = { file, sha256, keptFile, mapping }
  // A thread of its own: it is well on its way when all known facts are in memory.
  const parsing = parseInThread(task.threads.parser, request, task.signal)
  try {
    const isAnswered = input.answers[OVERLAP_QUESTION] === ROWS_ARE_NEW
    const overlap = remembered.has(overlapMemory(mapping)) ? null : createOverlapWatch(raw, mapping, isAnswered)
    const ineligible = createIneligibleRows({
      known,
      statuses: readStatuses(raw),
      resolver,
      latestStart: latestStart(input.answers, today),
    })
    const classifier = await openClassifier(context, file, mapping, input, { resolver, overlap, ineligible })
    const comparer = createComparer(raw, mapping, resolver)
    const { counts, dropped } = await takeRows(task, source, parsing, classifier, comparer, record)
    refuseInexactSums(raw, classifier)
    const starts = planPartnerStarts(raw, { resolver, known, answers: input.answers, today })
    const toRemember = new Map(resolver.toRemember())
    if (isAnswered && overlap?.mayRepeat() === true) toRemember.set(overlapMemory(mapping), ROWS_ARE_NEW)
    const doubt = isAnswered ? null : ((await overlap?.find()) ?? null)
    const questions = doubt === null ? [] : [overlapQuestion(doubt, counts.rows.new)]
    const read = { file, sha256, mapping, resolver, classifier, counts, starts, toRemember }
    const more = {
      known,
      keptFile,
      differences: comparer.listed,
      dropped,
      questions,
      ineligible: ineligible.list(starts),
    }
    return { ...read, report: toReport(context, read, more) }
  } finally {
    await parsing.close()
  }
}

interface Source {
  file: KnownFile
  sha256: string
  /** Id of the same bytes when they are stored already. */
  keptFile: number | undefined
  mapping: ImportMapping
}

/** Lines that are no rows. */
interface Dropped {
  preambleLines: number
  footerLines: number
}

/**
 * Every row of the file, as the thread hands them over, is classified, compared, counted and recorded.
 *
 * @throws AppError import.headerOnly | file.unreadable when it is another file by now, and what the thread throws
 */
async function takeRows(
  task: TaskContext,
  { file, sha256, keptFile, mapping }: Source,
  parsing: Parsing,
  classifier: Classifier,
  comparer: Comparer,
  record: ImportRecord | null,
): Promise<{ counts: RowCounts; dropped: Dropped }> {
  const counts = createRowCounts()
  let bytes = 0
  const expectedRows = (): number => Math.round(counts.rows.total * (file.size / Math.max(bytes, 1)))
  record?.begin({ file, sha256, keptFile, mapping, expectedRows })

  let lastProgress = 0
  const progress = (label: string): void => {
    lastProgress = performance.now()
    task.progress({ done: counts.rows.total, total: expectedRows(), label })
  }
  const takeBatch = (batch: RowBatch): void => {
    const classified = classifier.take(batch)
    const differences = comparer.take(batch, classified)
    counts.add(batch, classified.verdicts, classified.ignoredRows)
    record?.add(batch, classified, differences)
    bytes = batch.bytes
    if (performance.now() - lastProgress > PROGRESS_EVERY_MS) progress('rows')
  }

  let dropped: Dropped = { preambleLines: 0, footerLines: 0 }
  for await (const message of parsing.messages()) {
    switch (message.t) {
      case 'rows':
        takeBatch(unpackBatch(message))
        await nextTurn()
        break
      case 'chunk':
        await record?.keep(message)
        break
      case 'end':
        if (message.sha256 !== sha256) throw new AppError('file.unreadable', { name: file.name })
        dropped = message
        break
    }
  }
  if (counts.rows.total === 0) throw new AppError('import.headerOnly')
  bytes = file.size
  progress('rows')
  return { counts, dropped }
}

function toReport(
  context: QueryContext,
  { file, mapping, resolver, classifier, counts, starts }: Omit<ReadFile, 'report'>,
  {
    known,
    keptFile,
    differences,
    dropped,
    questions,
    ineligible,
  }: {
    known: ReturnType<typeof listPartnersToMatch>
    differences: ImportReport['differences']
    dropped: Dropped
    questions: ImportReport['questions']
    ineligible: ImportReport['ineligible']
  } & Pick<Source, 'keptFile'>,
): ImportReport {
  return {
    attemptId: null,
    fileName: file.name,
    layout: mapping.layout,
    source: mapping.source,
    rows: counts.rows,
    kinds: [...partnerCounts(mapping, resolver, known), ...countsByKind(classifier)],
    ...moneyTotals(classifier),
    rejections: counts.rejections(),
    differences,
    partners: {
      matched: resolver.matchedIds().size,
      created: resolver.created.length,
      rowsWithout: classifier.totals.rowsWithoutPartner,
    },
    unrated: listUnrated(context, classifier),
    ineligible,
    rates: classifier.totals.rates(),
    figures: classifier.totals.figures(),
    ...classifier.totals.span(),
    questions: [
      ...currencyDoubt(mapping, counts, context.settings().baseCurrency),
      ...questions,
      ...resolver.questions(),
      ...starts.questions,
    ],
    seenBefore: (keptFile === undefined ? undefined : findEarlierImport(context.raw, keptFile)) ?? null,
    warnings: warningsOf(mapping, dropped),
  }
}

/** Sales and refunds of the file without an exchange rate: figures that need one stay empty until it is there. [IM67] */
function listUnrated({ raw, settings }: QueryContext, { totals }: Classifier): ImportReport['unrated'] {
  if (totals.foreign.size === 0) return []
  const exchange = readExchange(raw, settings())
  return [...totals.foreign]
    .map(([currency, days]) => {
      let rows = 0
      for (const [day, count] of days) if (exchange.ratioOn(currency, toEpochDays(day)) === null) rows += count
      return { currency, rows }
    })
    .filter(({ rows }) => rows > 0)
    .toSorted((a, b) => (a.currency < b.currency ? -1 : 1))
}

async function openClassifier(
  { raw, settings }: QueryContext,
  file: KnownFile,
  mapping: ImportMapping,
  input: ImportInput,
  { resolver, overlap, ineligible }: Pick<ClassifierOptions, 'resolver' | 'overlap' | 'ineligible'>,
): Promise<Classifier> {
  const listsPartnersOnly = mapping.kinds.every((kind) => kind === 'partners')
  const expected = listsPartnersOnly ? 0 : Math.ceil(file.size / USUAL_ROW_BYTES)
  const shelves = byKind<Shelf>((kind) => ({
    index: createFactIndex(),
    held: heldRanges(raw, kind),
    nextId: nextFactId(raw, factTables[kind]),
  }))
  // What the file cannot bring need not be known.
  for (const kind of factsOf(mapping)) shelves[kind].index = await loadKnownFacts(raw, kind, expected)
  const hasOwnIds = mapping.columns.some((column) => column.role === 'recordId')
  const mayHaveSuspects = !hasOwnIds && shelves.conversions.index.size > 0
  const suspects = mayHaveSuspects ? await loadSuspects(raw) : null
  return createClassifier({
    shelves,
    resolver,
    overlap,
    ineligible,
    baseCurrency: settings().baseCurrency,
    listsPartnersOnly,
    applyChanged: input.applyChanged,
    takeSuspects: input.takeSuspects,
    twinOf(hashes, at) {
      if (suspects === null || isZero(hashes, at)) return 0
      const twin = suspects.find(hashes, at)
      return twin < 0 ? 0 : suspects.idOf(twin)
    },
  })
}

/**
 * Sums beyond 2^53 would be shown rounded: of this file, or of the workspace with it.
 *
 * @throws AppError money.tooLarge
 */
function refuseInexactSums(raw: QueryContext['raw'], { totals }: Classifier): void {
  const known = raw.prepare('SELECT currency, sum(abs(amount_minor)) FROM rollup_revenue GROUP BY currency').raw()
  const sums = new Map(known.all() as [currency: string, minor: number][])
  for (const { currency, minor } of totals.list('conversions'))
    sums.set(currency, (sums.get(currency) ?? 0) + Math.abs(minor))
  const others = [
    ...totals.list('deals'),
    ...totals.figures().map(({ currency, value }) => ({ currency, minor: value })),
  ]
  for (const [currency, minor] of [...sums, ...others.map((sum) => [sum.currency, sum.minor] as const)])
    if (!Number.isSafeInteger(minor)) throw new AppError('money.tooLarge', { currency })
}

function partnerCounts(
  mapping: ImportMapping,
  resolver: PartnerResolver,
  known: readonly { id: number; is_live: number }[],
): ImportReport['kinds'] {
  if (!mapping.kinds.includes('partners')) return []
  const matched = resolver.matchedIds()
  const restored = known.filter((partner) => partner.is_live === 0 && matched.has(partner.id)).length
  const changed = resolver.changes.size
  const same = Math.max(0, matched.size - restored - changed)
  return [{ kind: 'partners', created: resolver.created.length, restored, same, changed }]
}

/** Rows without a currency of their own, in a file for which nobody has said which it is. */
function currencyDoubt(mapping: ImportMapping, counts: RowCounts, baseCurrency: string): ImportReport['questions'] {
  const refused = counts.rejections().find((rejection) => rejection.reason === 'currencyMissing')
  if (refused === undefined || mapping.defaultCurrency !== null) return []
  const isOfRates = mapping.kinds.includes('rates')
  const money = new Set(isOfRates ? ['rate'] : ['amount', 'bookings', 'marketingSpend'])
  const header = mapping.columns.find(({ role }) => role !== null && money.has(role))?.header ?? ''
  const doubt = { header, example: refused.example.replace(`${header}: `, ''), rows: refused.rows }
  // Lists that name the currency in each row leave nothing to ask.
  if (isOfRates && mapping.columns.some((column) => column.role === 'currency')) return []
  if (isOfRates) return [rateBaseQuestion(doubt, mapping.format.decimal, [baseCurrency], null)]
  return [currencyQuestion(doubt, mapping.format, [baseCurrency], baseCurrency)]
}

function warningsOf(mapping: ImportMapping, dropped: Dropped): ImportReport['warnings'] {
  const warnings: ImportReport['warnings'] = []
  const names = mapping.columns.map((column) => column.header.trim().toLowerCase()).filter((name) => name !== '')
  if (dropped.preambleLines > 0) warnings.push('preambleDropped')
  if (dropped.footerLines > 0) warnings.push('footerDropped')
  if (new Set(names).size < names.length) warnings.push('duplicateHeaders')
  return warnings
}
