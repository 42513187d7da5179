import type { ImportMapping, ImportReport } from '../../contract/imports.ts'
import type { CommandContext, KnownFile } from '../context.ts'
import { listPartnersPaidForRefunded, listPartnersWithSettled } from '../commissions/settled.repo.ts'
import { insertPartner, putPayee, updatePartner } from '../partners/partners.repo.ts'
import { attributeVersions, followOriginals, partnersOf, partnersOfIds } from '../revenue/attribution.repo.ts'
import type { RowBatch } from './batch.ts'
import { createBulkInsert } from './bulkInsert.ts'
import type { ClassifiedBatch } from './classify.ts'
import type { StoredDifference } from './differences.ts'
import { byKind, factKinds, factTables } from './factKinds.ts'
import {
  insertChunk,
  insertFile,
  insertHolding,
  insertVersions,
  listPartnersMadeByName,
  nextFactId,
  nextRegisterId,
  rememberAnswers,
  rememberMapping,
  rememberTexts,
} from './imports.repo.ts'
import { headerFingerprint } from './inspect.ts'
import { settlePartners } from './liveness.reaction.ts'
import { settleLiveness } from './liveness.ts'
import type { OriginalChunk } from './original.ts'
import { linkRefunds, linkToLiveVersions } from './refunds.ts'
import type { ReadFile } from './pipeline.ts'
import { createIdSet, unite } from './ranges.rules.ts'
import { detailOf } from './report.ts'
import { createFactStore, type FactStore } from './store.ts'

/** What an import writes: facts as its file is read, the rest when all of it is known. */
export interface ImportRecord {
  begin(about: {
    file: KnownFile
    sha256: string
    keptFile: number | undefined
    mapping: ImportMapping
    /** Rows that the file seems to have. */
    expectedRows: () => number
  }): void
  add(batch: RowBatch, classified: ClassifiedBatch, differences: ReadonlyMap<number, StoredDifference>): void
  /** Keeps a piece of the original file. */
  keep(chunk: OriginalChunk): Promise<void>
  /** @returns the report with the attempt's id */
  finish(read: ReadFile): Promise<ImportReport>
  /** Waits until nothing is under way any more, whatever became of it. */
  settled(): Promise<void>
}

/** Pieces being compressed at the same time. */
const MAX_COMPRESSING = 4

export function createImportRecord(context: CommandContext): ImportRecord {
  const { raw, write, affected } = context
  const attemptId = nextRegisterId(raw, 'import_attempt')
  const firstFacts = byKind((kind) => nextFactId(raw, factTables[kind]))
  const insertVerdicts = createBulkInsert(raw, 'import_verdict')
  const compressing = new Set<Promise<void>>()
  let store: FactStore | undefined
  let fileId = 0

  function addVerdicts(
    batch: RowBatch,
    { verdicts, ignoredRows }: ClassifiedBatch,
    differences: ReadonlyMap<number, StoredDifference>,
  ): void {
    const ignored = new Set(ignoredRows)
    const rows = verdicts.flatMap((verdict, row) => {
      if (verdict !== 'changed' && verdict !== 'suspect' && !ignored.has(row)) return []
      const difference = differences.get(row)
      const detail = difference === undefined ? '' : JSON.stringify(difference)
      return [{ line: batch.line[row] ?? 0, verdict, reason: ignored.has(row) ? 'partnerIgnored' : '', detail }]
    })
    for (const row of batch.rejected)
      rows.push({ line: row.line, verdict: 'rejected', reason: row.reason, detail: detailOf(row) })
    if (rows.length === 0) return
    rows.sort((a, b) => a.line - b.line)
    insertVerdicts(rows.length, {
      attempt_id: { all: attemptId },
      line: { each: rows.map((row) => row.line) },
      verdict: { each: rows.map((row) => row.verdict) },
      reason: { each: rows.map((row) => row.reason) },
      detail: { each: rows.map((row) => row.detail) },
    })
  }

  async function storePartners({ resolver, starts }: ReadFile): Promise<void> {
    for (const partner of resolver.created) {
      const fields = { ...partner.fields, startedOn: starts.created.get(partner.id) ?? context.today() }
      insertPartner(write, context.clock, fields, { status: partner.status, attemptId, id: partner.id })
      if (partner.payee !== null) putPayee(write, partner.id, partner.payee)
    }
    for (const [id, changes] of resolver.changes) write.update('partner', id, changes)
    for (const [partner, startedOn] of starts.moved) await updatePartner(context.db, write, partner, { startedOn })
  }

  /** Texts of this file's facts and where they lead. */
  function textsOf({ resolver }: ReadFile): Map<string, number | null> {
    const texts = new Map<string, number | null>()
    for (let number = 0; number < resolver.count; number += 1) {
      const { text, id, isIgnored } = resolver.get(number)
      if (!isIgnored) texts.set(text, id)
    }
    return texts
  }

  function hold({ classifier, resolver, mapping }: ReadFile): void {
    for (const kind of factKinds) insertHolding(raw, attemptId, kind, classifier.found[kind].ranges())
    const isList = mapping.kinds.includes('partners')
    const named = isList ? null : listPartnersMadeByName(raw)
    const partners = createIdSet()
    for (const id of resolver.matchedIds()) if (named === null || named.has(id)) partners.add(id)
    for (const { id } of resolver.created) partners.add(id)
    insertHolding(raw, attemptId, 'partners', partners.ranges())
  }

  /** Names whoever has facts that count now and did not before. */
  function markAffected(read: ReadFile): void {
    const { classifier, resolver } = read
    const { counts } = classifier
    for (const kind of factKinds) {
      const counted = kind === 'conversions' ? [counts.conversions, counts.leads] : [counts[kind]]
      const hasNews = counted.some(({ created, restored, changed }) => created + restored + changed > 0)
      const [first] = classifier.found[kind].ranges()
      if (hasNews && first) write.touch(factTables[kind], first.from)
    }
    for (const id of classifier.partnersWithNew) affected.partners.add(id)
    const versions = classifier.versions.flatMap(({ kind, id }) => (kind === 'conversions' ? [id] : []))
    for (const id of partnersOfIds(raw, versions)) affected.partners.add(id)
    for (const range of classifier.restored.conversions.ranges())
      for (const id of partnersOf(raw, range)) affected.partners.add(id)
    for (const { id } of resolver.created) affected.partners.add(id)
    for (const id of listPartnersPaidForRefunded(raw, firstFacts.conversions)) affected.partners.add(id)
    if (versions.length > 0 || classifier.restored.conversions.size > 0)
      for (const id of listPartnersWithSettled(raw)) affected.partners.add(id)
  }

  return {
    begin(about) {
      const { file, sha256, keptFile, mapping, expectedRows } = about
      fileId = keptFile ?? insertFile(raw, { sha256, name: file.name, bytes: file.size })
      const known = byKind((kind) => firstFacts[kind] - 1)
      store = createFactStore(raw, { id: attemptId, source: mapping.source }, known, expectedRows)
    },

    add(batch, classified, differences) {
      store?.add(batch, classified)
      addVerdicts(batch, classified, differences)
    },

    async keep(chunk) {
      const work = insertChunk(raw, fileId, chunk).finally(() => compressing.delete(work))
      compressing.add(work)
      if (compressing.size >= MAX_COMPRESSING) await Promise.race(compressing)
    },

    async finish(read) {
      await Promise.all(compressing)
      const { classifier, mapping, counts, toRemember } = read
      store?.finish((table) => context.progress({ done: counts.rows.total, total: counts.rows.total, label: table }))
      await storePartners(read)
      hold(read)
      const report: ImportReport = { ...read.report, attemptId }
      write.insert('import_attempt', {
        id: attemptId,
        uid: context.clock.uid(),
        file_id: fileId,
        source: mapping.source,
        layout: mapping.layout,
        mapping: JSON.stringify(mapping),
        state: 'done',
        imported_at: context.at,
        imported_by: context.actor,
        rows_total: counts.rows.total,
        rows_new: counts.rows.new,
        rows_same: counts.rows.same,
        rows_changed: counts.rows.changed,
        rows_suspect: counts.rows.suspect,
        rows_rejected: counts.rows.rejected,
        report: JSON.stringify(report),
        facts_digest: store?.digest() ?? '',
      })
      affected.settledImports.add(attemptId)
      rememberAnswers(raw, write, toRemember)
      rememberMapping(raw, write, headerFingerprint(mapping.columns.map((column) => column.header)), mapping)
      rememberTexts(raw, textsOf(read))

      insertVersions(raw, classifier.versions)
      for (const kind of factKinds) {
        const changed = createIdSet()
        for (const version of classifier.versions) if (version.kind === kind) changed.add(version.id)
        await settleLiveness(context, kind, unite([...classifier.restored[kind].ranges(), ...changed.ranges()]))
      }
      settlePartners(context)
      linkToLiveVersions(raw)
      linkRefunds(raw, classifier)
      if (classifier.versions.length > 0) attributeVersions(raw)
      for (const id of followOriginals(raw)) affected.partners.add(id)
      markAffected(read)
      context.describe(read.file.name)
      return report
    },

    async settled() {
      await Promise.allSettled(compressing)
    },
  }
}
