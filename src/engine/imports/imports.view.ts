import { rejectionReasons } from '../../contract/imports.ts'
import type { ViewDefinition } from '../views/viewDefinition.ts'

/** Every import, newest first, reverted ones included. */
export const importsView: ViewDefinition = {
  table: 'imports',
  from: 'import_attempt JOIN import_file ON import_file.id = import_attempt.file_id',
  id: 'import_attempt.id',
  where: '1',
  currency: null,
  columns: [
    { key: 'file', type: 'text', sql: 'import_file.name' },
    { key: 'source', type: 'text', sql: 'import_attempt.source', isGroupable: true },
    { key: 'layout', type: 'text', sql: `coalesce(import_attempt.layout, '')`, isGroupable: true },
    { key: 'state', type: 'choice', sql: 'import_attempt.state', choices: ['done', 'reverted'], isGroupable: true },
    { key: 'at', type: 'moment', sql: 'import_attempt.imported_at' },
    { key: 'by', type: 'text', sql: 'import_attempt.imported_by', isGroupable: true },
    { key: 'rows', type: 'number', sql: 'import_attempt.rows_total', isSummed: true },
    { key: 'new', type: 'number', sql: 'import_attempt.rows_new', isSummed: true },
    { key: 'same', type: 'number', sql: 'import_attempt.rows_same', isSummed: true },
    { key: 'changed', type: 'number', sql: 'import_attempt.rows_changed', isSummed: true },
    { key: 'suspect', type: 'number', sql: 'import_attempt.rows_suspect', isSummed: true },
    { key: 'rejected', type: 'number', sql: 'import_attempt.rows_rejected', isSummed: true },
  ],
  search: ['import_file.name', 'import_attempt.source', 'import_attempt.imported_by'],
  defaultOrder: 'import_attempt.id DESC',
}

const isRejected = `import_verdict.verdict = 'rejected'`

/** What the file says: of a rejected row the cell to blame, of others "amount: 50.50 USD → 51.50 USD; …". */
const detailSql = `CASE WHEN ${isRejected} OR import_verdict.detail = '' THEN import_verdict.detail ELSE coalesce((
  SELECT group_concat(value ->> 'field' || ': ' || iif(value ->> 'before' = '', '–', value ->> 'before')
    || ' → ' || iif(value ->> 'after' = '', '–', value ->> 'after'), '; ')
  FROM json_each(import_verdict.detail, '$.fields')), '') END`

/** Rows that were not simply new or the same; filtered by `attemptId`. */
export const importRowsView: ViewDefinition = {
  table: 'importRows',
  from: 'import_verdict',
  id: 'import_verdict.id',
  where: '1',
  currency: null,
  columns: [
    { key: 'attemptId', type: 'number', sql: 'import_verdict.attempt_id' },
    { key: 'line', type: 'number', sql: 'import_verdict.line' },
    {
      key: 'verdict',
      type: 'choice',
      sql: 'import_verdict.verdict',
      choices: ['changed', 'suspect', 'rejected'],
      isGroupable: true,
    },
    { key: 'reason', type: 'choice', sql: 'import_verdict.reason', choices: rejectionReasons, isGroupable: true },
    { key: 'detail', type: 'text', sql: detailSql },
    // JSON of contract/imports.ts `rowDifferenceSchema` without line and verdict; empty where nothing was compared.
    { key: 'difference', type: 'text', sql: `iif(${isRejected}, '', import_verdict.detail)` },
  ],
  search: [detailSql],
  defaultOrder: 'import_verdict.attempt_id DESC, import_verdict.line',
}

const nameSql = 'substr(import_answer.question, 9)'
const isPartnerSql = `import_answer.value LIKE 'partner:%'`

/** Who names in files mean: what people answered and what matched exactly, as the next import takes it. [IM44] */
export const importNamesView: ViewDefinition = {
  table: 'importNames',
  from: `import_answer LEFT JOIN partner ON ${isPartnerSql} AND partner.id = CAST(substr(import_answer.value, 9) AS INTEGER)
    AND partner.is_live = 1`,
  id: 'import_answer.id',
  // The only questions whose answers are kept beside the mapping.
  where: `import_answer.question LIKE 'partner:%'`,
  currency: null,
  columns: [
    { key: 'name', type: 'text', sql: nameSql },
    { key: 'partner', type: 'text', sql: `coalesce(partner.name, '')` },
    {
      key: 'means',
      type: 'choice',
      sql: `CASE WHEN NOT ${isPartnerSql} THEN 'ignored' WHEN partner.id IS NULL THEN 'gone'
        WHEN ${nameSql} = lower(partner.name) COLLATE NOCASE THEN 'itself' ELSE 'partner' END`,
      choices: ['itself', 'partner', 'ignored', 'gone'],
      isGroupable: true,
    },
    { key: 'partnerId', type: 'number', sql: 'partner.id' },
  ],
  search: [nameSql, 'partner.name'],
  defaultOrder: `${nameSql} COLLATE NOCASE`,
}
