import { createHash } from 'node:crypto'
import type { TaskContext } from '../../context.ts'
import type { Connection } from '../../db/open.ts'
import type { CustomerTable } from '../../db/schema.ts'
import { type FactKind, factKinds, factTables } from '../../imports/factKinds.ts'
import { createFactsDigest, type FactsDigest } from '../../imports/factsDigest.ts'
import { heldRanges, holdingOf, readChunks } from '../../imports/imports.repo.ts'
import { contains, countIds, type IdRange, unite } from '../../imports/ranges.rules.ts'
import { versionsSql } from '../../imports/refunds.ts'
import { refundPartnerSql } from '../../revenue/attribution.repo.ts'
import type { Check } from '../verify.ts'
import { customerLine, factReaders, type ImportedFact, isAsImported } from './importedFacts.ts'
import { nextTurn } from '../../pause.ts'

type Finding = { entity: string; entityId: number | null; message: string }

interface Attempt {
  id: number
  fileName: string
  facts_digest: string
}

/** Rows compared between two turns of the event loop. */
const ROWS_PER_TURN = 5000

const selectOf = (kind: FactKind): string =>
  kind === 'customers' ? 'SELECT * FROM customer WHERE id > ? ORDER BY id LIMIT ?' : factReaders[kind].select

class ImportsCheck {
  readonly findings: Finding[] = []
  examined = 0
  private readonly raw: Connection
  private readonly attempts: ReadonlyMap<number, Attempt>
  private readonly digests = new Map<number, FactsDigest>()

  constructor(raw: Connection) {
    this.raw = raw
    // An undone import is no entry of the list of imports any more; its facts and what the log says of it stay.
    const rows = raw
      .prepare(
        `SELECT attempt.id, coalesce(import_file.name, 'a file that is missing') AS fileName, facts_digest
         FROM (SELECT id, file_id, facts_digest FROM import_attempt
               UNION ALL
               SELECT entity_id, json_extract(before, '$.file_id'), json_extract(before, '$.facts_digest') FROM operation
               WHERE entity = 'import_attempt' AND kind = 'remove' AND entity_id NOT IN (SELECT id FROM import_attempt)
               GROUP BY entity_id) AS attempt
         LEFT JOIN import_file ON import_file.id = file_id ORDER BY attempt.id`,
      )
      .all() as Attempt[]
    this.attempts = new Map(rows.map((row) => [row.id, row]))
    for (const { id } of rows) this.digests.set(id, createFactsDigest())
  }

  private add(kind: FactKind, row: ImportedFact, what: string): void {
    const own = kind === 'customers' ? (row as unknown as CustomerTable).external_id : factReaders[kind].name(row)
    const name = own === '' ? String(row.id) : `${own} (${row.id})`
    const file = this.attempts.get(row.attempt_id)?.fileName ?? 'an import that is missing'
    const message = `${factTables[kind]} ${name}, line ${row.line} of ${file}: ${what}`
    this.findings.push({ entity: factTables[kind], entityId: row.id, message })
  }

  /** Newest held version of each fact that has several. */
  private superseded(kind: FactKind, held: readonly IdRange[]): ReadonlySet<number> {
    const older = new Set<number>()
    if (kind === 'customers') return older
    const groups = this.raw
      .prepare(`SELECT group_concat(id) FROM ${factTables[kind]} GROUP BY identity HAVING count(*) > 1`)
      .pluck()
      .all() as string[]
    for (const group of groups) {
      const versions = group.split(',').map(Number)
      const newest = Math.max(...versions.filter((id) => contains(held, id)))
      for (const id of versions) if (id !== newest) older.add(id)
    }
    return older
  }

  async checkKind(kind: FactKind): Promise<void> {
    const held = heldRanges(this.raw, kind)
    const older = this.superseded(kind, held)
    const known = unite([...this.attempts.keys()].flatMap((id) => holdingOf(this.raw, id, kind)))
    const read = this.raw.prepare(selectOf(kind))
    let found = 0
    for (let last = 0; ;) {
      const rows = read.all(last, ROWS_PER_TURN) as ImportedFact[]
      for (const row of rows) {
        last = row.id
        if (contains(known, row.id)) found += 1
        else this.add(kind, row, 'was never imported')
        this.checkContent(kind, row)
        const isLive = contains(held, row.id) && !older.has(row.id)
        if ((row.is_live === 1) !== isLive)
          this.add(kind, row, isLive ? 'was taken away' : 'counts although no import holds it')
      }
      this.examined += rows.length
      if (rows.length < ROWS_PER_TURN) break
      await nextTurn()
    }
    if (found < countIds(known)) this.nameMissing(kind)
  }

  private checkContent(kind: FactKind, row: ImportedFact): void {
    const digest = this.digests.get(row.attempt_id)
    if (kind === 'customers') {
      digest?.add(kind, row.identity, customerLine(row as unknown as CustomerTable)) // a row of `customer`
      return
    }
    const fact = row as ImportedFact & { content_hash: Uint8Array } // every kind with versions has one
    digest?.add(kind, fact.identity, fact.content_hash)
    if (!isAsImported(kind, fact)) this.add(kind, row, 'says something else than when it was imported')
  }

  private nameMissing(kind: FactKind): void {
    const table = factTables[kind]
    const exists = this.raw.prepare(`SELECT id FROM ${table} WHERE id BETWEEN ? AND ? ORDER BY id`).pluck()
    const named = new Set<number>()
    for (const { id: attemptId, fileName } of this.attempts.values()) {
      for (const { from, to } of holdingOf(this.raw, attemptId, kind)) {
        const there = new Set(exists.all(from, to) as number[])
        if (there.size === to - from + 1) continue
        for (let id = from; id <= to; id += 1) {
          if (there.has(id) || named.has(id)) continue
          named.add(id)
          this.findings.push({ entity: table, entityId: id, message: `${table} ${id} of ${fileName} is missing` })
        }
      }
    }
  }

  /** The kept originals are the files that were imported, byte for byte. */
  async checkOriginals(): Promise<void> {
    const files = this.raw.prepare('SELECT id, name, sha256 FROM import_file ORDER BY id').all() as {
      id: number
      name: string
      sha256: Buffer
    }[]
    const add = (id: number, message: string): void =>
      void this.findings.push({ entity: 'import_file', entityId: id, message })
    for (const { id, name, sha256 } of files) {
      const hash = createHash('sha256')
      try {
        for (const { content } of readChunks(this.raw, id, 1)) {
          hash.update(content)
          await nextTurn()
        }
        if (Buffer.compare(hash.digest(), sha256) !== 0)
          add(id, `The kept original of ${name} is not the file that was imported`)
      } catch (error) {
        if (!(error instanceof Error) || !('code' in error) || !String(error.code).startsWith('Z_')) throw error
        add(id, `The kept original of ${name} cannot be unpacked`)
      }
      this.examined += 1
    }
  }

  /** Whom a conversion is credited to follows from its credit by hand, its sale or the text its file names a partner by. */
  checkCredits(): void {
    const credited = `SELECT version.identity FROM attribution JOIN conversion AS version ON version.id = conversion_id`
    const byText = (table: string): string =>
      `(SELECT partner_text.partner_id FROM partner_text WHERE text = ${table}.partner_text)`
    this.compareCredits(
      'conversions',
      `CASE
         WHEN conversion.kind = 'refund' AND conversion.original_id IS NOT NULL
           THEN ${refundPartnerSql('conversion')}
         WHEN conversion.identity IN (${credited}) THEN (
           SELECT attribution.partner_id FROM attribution JOIN conversion AS version ON version.id = conversion_id
           WHERE version.identity = conversion.identity ORDER BY attribution.id DESC LIMIT 1)
         ELSE ${byText('conversion')}
       END`,
    )
    this.compareCredits('clicks', byText('click'))
  }

  /** A refund is one of the version of its sale that counts. */
  checkLinks(): void {
    const rows = this.raw
      .prepare(
        `WITH version AS (${versionsSql})
         SELECT refund.* FROM conversion AS refund JOIN version ON version.id = refund.original_id
           JOIN version AS other USING (first_id) JOIN conversion AS sale ON sale.id = other.id
         WHERE refund.kind = 'refund' AND refund.is_live = 1 AND sale.is_live = 1 AND sale.id <> refund.original_id`,
      )
      .all() as ImportedFact[]
    for (const row of rows) this.add('conversions', row, 'refunds a version of its sale that does not count')
  }

  private compareCredits(kind: 'conversions' | 'clicks', wantedSql: string): void {
    const table = factTables[kind]
    const rows = this.raw
      .prepare(
        `SELECT * FROM (SELECT ${table}.*, partner_id AS stored, ${wantedSql} AS wanted FROM ${table} WHERE is_live = 1)
         WHERE stored IS NOT wanted`,
      )
      .all() as (ImportedFact & { stored: number | null; wanted: number | null })[]
    const name = (partnerId: number | null): string => (partnerId === null ? 'nobody' : `partner ${partnerId}`)
    for (const row of rows) this.add(kind, row, `is credited to ${name(row.stored)} instead of ${name(row.wanted)}`)
  }

  /** What an attempt brought in, taken together, hashes to what the chain has recorded. */
  checkDigests(): void {
    for (const { id, fileName, facts_digest: recorded } of this.attempts.values())
      if (this.digests.get(id)?.digest() !== recorded)
        this.findings.push({
          entity: 'import_attempt',
          entityId: id,
          message: `What ${fileName} brought in is not what was recorded`,
        })
  }
}

/** Every imported customer, deal, conversion, lead and click is there, says what its file said, and counts when an import holds it. [VE9] */
export const checkImports: Check = {
  check: 'imports',
  async run({ raw }: TaskContext) {
    const check = new ImportsCheck(raw)
    for (const kind of factKinds) await check.checkKind(kind)
    check.checkCredits()
    check.checkLinks()
    await check.checkOriginals()
    check.checkDigests()
    return { examined: check.examined, findings: check.findings }
  },
}
