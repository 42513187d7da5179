import { readFileSync } from 'node:fs'
import { AppError } from '../contract/errors.ts'
import {
  type ImportAnswers,
  type ImportMapping,
  type ImportQuestion,
  type ImportReport,
  importMappingSchema,
} from '../contract/imports.ts'
import { isCurrency } from '../contract/money.ts'
import type { Session } from './session.ts'
import { UsageError } from './usage.ts'

export interface ImportArguments {
  file: string
  /** A layout's id, a kind, or the name of the system the file comes from. */
  as: string | null
  currency: string | null
  /** Path of a JSON file with a mapping, or with `{mapping, answers, applyChanged, takeSuspects}`. */
  mapping: string | null
  isDryRun: boolean
}

interface Inspection {
  mapping: ImportMapping
  questions: ImportQuestion[]
}

/**
 * Imports a file without a window: recognises it, answers what the command line says, and refuses to guess the rest.
 *
 * @throws AppError import.needsAnswer with the questions that are open
 */
export async function importFile(session: Session, given: ImportArguments): Promise<ImportReport> {
  const { file } = given
  if (given.currency !== null && !isCurrency(given.currency))
    throw new AppError('money.unknownCurrency', { currency: given.currency })
  const said = given.mapping === null ? null : readMapping(given.mapping)
  const inspection =
    said?.mapping === undefined
      ? ((await session.call('imports.inspect', { file, as: given.as, sheet: null })) as Inspection)
      : { mapping: said.mapping, questions: [] }
  const answers: ImportAnswers = { ...said?.answers }
  let { mapping } = inspection
  if (given.currency !== null) mapping = { ...mapping, defaultCurrency: given.currency }

  const open = inspection.questions.filter(
    ({ id, kind, isBlocking }) =>
      isBlocking && answers[id] === undefined && !(kind === 'currency' && given.currency !== null),
  )
  if (open.length > 0) throw new AppError('import.needsAnswer', { questions: open })
  return (await session.call(given.isDryRun ? 'imports.dryRun' : 'imports.run', {
    file,
    mapping,
    answers,
    applyChanged: said?.applyChanged ?? false,
    takeSuspects: said?.takeSuspects ?? false,
  })) as ImportReport
}

interface Said {
  mapping?: ImportMapping
  answers?: ImportAnswers
  applyChanged?: boolean
  takeSuspects?: boolean
}

function readMapping(path: string): Said {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    throw new UsageError(`${path} is not JSON`)
  }
  const whole = importMappingSchema.safeParse(value)
  return whole.success ? { mapping: whole.data } : (value as Said) // checked by the method it goes to
}
