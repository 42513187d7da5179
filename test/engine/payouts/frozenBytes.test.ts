import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Statement, statementSchema } from '../../../src/contract/payouts.ts'
import { canonicalJson, sha256 } from '../../../src/engine/history/canonical.ts'
import { toStatementCsv } from '../../../src/engine/payouts/statementCsv.ts'
import { toStatementHtml } from '../../../src/engine/payouts/statementHtml.ts'

interface Rendered {
  what: string
  contentHash: string
  html: string
  csv: string
}

/** Contents with SHA-256 of what they rendered to when statements had neither status totals nor a choice of what names customers. */
const frozen = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/statements/withoutStatus.json'), 'utf8'),
) as (Rendered & { content: Statement })[]

test('[PO4] statements that were approved before status totals and redaction render to the bytes they had then', () => {
  const rendered = frozen.map(({ what, content }): Rendered => {
    const statement = statementSchema.parse(content)
    const contentHash = sha256(canonicalJson(statement))
    return {
      what,
      contentHash,
      html: sha256(toStatementHtml(statement, contentHash)),
      csv: sha256(toStatementCsv(statement, contentHash)),
    }
  })
  expect(rendered).toEqual(frozen.map(({ what, contentHash, html, csv }) => ({ what, contentHash, html, csv })))
})
