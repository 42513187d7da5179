import { AppError } from '../../contract/errors.ts'
import { type importMethods, importMappingSchema } from '../../contract/imports.ts'
import type { HandlersOf, QueryContext } from '../context.ts'
import { toCsvLine } from '../text/csv.ts'
import { getAttempt, recallMapping } from './imports.repo.ts'
import { inspectFile, previewFile } from './inspect.ts'
import { listMappings, listOverlapAnswers } from './memory.repo.ts'
import { countUses, getNames } from './names.ts'
import { dryRunImport, runImport } from './pipeline.ts'
import { readRows } from './rawLine.ts'
import { readReport } from './report.ts'
import { countHeld, listTakenBack } from './revert.ts'

function readingOptions(context: QueryContext) {
  const { timeZone, baseCurrency } = context.settings()
  return { timeZone, baseCurrency, today: context.today() }
}

export const importHandlers: HandlersOf<typeof importMethods> = {
  async 'imports.inspect'(context, { file, as, sheet }) {
    const { path, name } = context.files.get(file)
    return inspectFile(path, name, {
      ...readingOptions(context),
      as,
      sheet,
      recall: (fingerprint) => recallMapping(context.raw, fingerprint),
    })
  },

  async 'imports.preview'(context, { file, mapping }) {
    return previewFile(context.files.get(file).path, mapping, readingOptions(context))
  },

  async 'imports.dryRun'(context, input) {
    return dryRunImport(context, input)
  },

  async 'imports.run'(context, input) {
    return runImport(context, input)
  },

  async 'imports.get'(context, { id }) {
    const attempt = getAttempt(context.raw, id)
    return {
      report: readReport(attempt.report),
      state: attempt.state,
      at: attempt.imported_at,
      by: attempt.imported_by,
      mapping: importMappingSchema.parse(JSON.parse(attempt.mapping)),
    }
  },

  async 'imports.revertPreview'(context, { id }) {
    const attempt = getAttempt(context.raw, id)
    if (attempt.state === 'reverted') throw new AppError('import.alreadyReverted', { id })
    const takenBack = await listTakenBack(context.raw, id)
    return { fileName: attempt.file_name, ...countHeld(context.raw, id), takenBack }
  },

  async 'imports.revert'(context, { id }) {
    const attempt = getAttempt(context.raw, id)
    if (attempt.state === 'reverted') throw new AppError('import.alreadyReverted', { id })
    const { removed, kept } = countHeld(context.raw, id)
    // The rest follows from it: see the liveness reaction.
    context.write.update('import_attempt', id, { state: 'reverted' })
    context.describe(attempt.file_name)
    return { removed, kept }
  },

  async 'imports.rejectedRows'(context, { id }) {
    const attempt = getAttempt(context.raw, id)
    const mapping = importMappingSchema.parse(JSON.parse(attempt.mapping))
    const verdicts = context.raw
      .prepare(
        `SELECT line, reason, detail FROM import_verdict WHERE attempt_id = ? AND verdict = 'rejected' ORDER BY line`,
      )
      .all(id) as { line: number; reason: string; detail: string }[]
    const rows = await readRows(context.raw, attempt.file_id, mapping, new Set(verdicts.map((verdict) => verdict.line)))
    const headers = mapping.columns.map((column) => column.header)
    const lines = verdicts.map(({ line, reason, detail }) => {
      const cells = rows.get(line) ?? []
      return toCsvLine([...headers.map((_, index) => cells[index] ?? ''), line, reason, detail])
    })
    return {
      fileName: `${attempt.file_name.replace(/\.[^.]*$/, '')}-rejected.csv`,
      text: toCsvLine([...headers, 'line', 'reason', 'detail']) + lines.join(''),
    }
  },

  async 'imports.mappings'(context) {
    return { mappings: listMappings(context.raw) }
  },

  async 'imports.forgetMapping'(context, { id }) {
    const known = listMappings(context.raw).find((mapping) => mapping.id === id)
    context.write.remove('import_mapping', id)
    for (const answer of known === undefined ? [] : listOverlapAnswers(context.raw, known.mapping))
      context.write.remove('import_answer', answer)
    context.describe(known?.last?.fileName ?? known?.mapping.source ?? '')
    return {}
  },

  async 'imports.nameUses'(context, { ids }) {
    return countUses(context.raw, getNames(context.raw, ids))
  },

  async 'imports.forgetNames'(context, { ids }) {
    const names = getNames(context.raw, ids)
    // What follows for facts: see the attribution reaction.
    for (const { id } of names) context.write.remove('import_answer', id)
    const [first] = names
    context.describe(
      names.length > 2 ? `${first?.name ?? ''} + ${names.length - 1}` : names.map(({ name }) => name).join(', '),
    )
    return {}
  },
}
