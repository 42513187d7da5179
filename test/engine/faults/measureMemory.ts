// A process of its own: takes a file through inspection and a dry run and prints how far its memory grew.
import { AppError } from '../../../src/contract/errors.ts'
import { importFile, salesFile } from '../../support/imports.ts'
import { startTestEngine } from '../../support/testEngine.ts'

const [path = ''] = process.argv.slice(2)
const engine = await startTestEngine()
try {
  // Everything that is loaded once is in memory before the measuring begins.
  await importFile(engine, salesFile(engine, ['A1,2025-03-01,1.00,USD,Acme,a@b.com']), { isDryRun: true })
  const before = process.resourceUsage().maxRSS
  const refused: unknown = await importFile(engine, path, { isDryRun: true }).catch((error: unknown) => error)
  const grownMb = (process.resourceUsage().maxRSS - before) / 1024
  const { code, details } = refused instanceof AppError ? refused : { code: String(refused), details: {} }
  process.stdout.write(JSON.stringify({ code, details, grownMb }))
} finally {
  engine.close()
}
