import { AppError, type WireError, toWireError } from '../contract/errors.ts'
import { commands } from './commands.ts'
import { UsageError } from './usage.ts'

const usage = `tandem methods
tandem call METHOD [JSON | @FILE | -] --workspace FILE [--as-of DAY]
tandem import FILE --workspace FILE [--as LAYOUT] [--currency CODE] [--mapping FILE] [--dry-run]
tandem verify --workspace FILE
tandem demo FOLDER
tandem packs FOLDER --workspace FILE [--from DAY --to DAY] [--partner NAME] [--group NAME] [--tier NAME]
tandem bench [NAME]
`

function fail(code: number, error: WireError): never {
  process.stderr.write(`${JSON.stringify(error)}\n`)
  process.exit(code)
}

async function main(): Promise<void> {
  const [name = '', ...rest] = process.argv.slice(2)
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) throw new UsageError(name === '' ? 'which command?' : `unknown command ${name}`)
  const { output, exitCode } = await command(rest)
  process.stdout.write(`${JSON.stringify(output, null, 2)}\n`)
  process.exitCode = exitCode
}

main().catch((error: unknown) => {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n\n${usage}`)
    process.exit(2)
  }
  if (!(error instanceof AppError)) console.error(error)
  fail(
    1,
    toWireError(error, () => 'above'),
  )
})
