import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { isDay } from '../contract/dates.ts'
import { AppError } from '../contract/errors.ts'
import { describeMethods } from '../contract/methods.ts'
import { makeWorkspace } from '../engine/engine.ts'
import { runBench } from './bench.ts'
import { openCounter } from './counter.ts'
import { makeDemo } from './demo.ts'
import { importFile } from './importFile.ts'
import { writePacks } from './packs.ts'
import { openSession, openSessionAsOf } from './session.ts'
import { parseArguments, requireOption, UsageError } from './usage.ts'

/** What a command prints on stdout (as JSON) and its exit code. */
export interface Outcome {
  output: unknown
  exitCode: number
}

type Command = (words: string[]) => Promise<Outcome>

const done = (output: unknown): Outcome => ({ output, exitCode: 0 })

function readJson(source: string | undefined): unknown {
  const text =
    source === undefined
      ? '{}'
      : source === '-'
        ? readFileSync(0, 'utf8')
        : source.startsWith('@')
          ? readFile(source.slice(1))
          : source
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new UsageError('the input is not JSON')
  }
}

function readFile(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new AppError('file.unreadable', { name: path })
  }
}

/** Every command by its name on the command line. */
export const commands: Readonly<Record<string, Command>> = {
  async methods() {
    return done(describeMethods())
  },

  async call(words) {
    const parsed = parseArguments(words, { options: ['workspace', 'as-of'], flags: [] })
    const [method, input, ...more] = parsed.positional
    if (method === undefined || more.length > 0) throw new UsageError('call METHOD [JSON | @FILE | -]')
    const workspace = resolve(requireOption(parsed, 'workspace'))
    const day = parsed.options.get('as-of')
    if (day !== undefined && !isDay(day)) throw new UsageError('--as-of needs a day like 2026-03-31')
    const given = readJson(input)
    // The way to a new workspace without a window.
    if (method === 'programme.setUp' && day === undefined && !existsSync(workspace)) makeWorkspace(workspace)
    const session =
      day === undefined ? await openSession(workspace, method) : await openSessionAsOf(workspace, method, day)
    try {
      return done(await session.call(method, given))
    } finally {
      session.close()
    }
  },

  async import(words) {
    const parsed = parseArguments(words, { options: ['workspace', 'as', 'currency', 'mapping'], flags: ['dry-run'] })
    const [file, ...more] = parsed.positional
    if (file === undefined || more.length > 0) throw new UsageError('import FILE')
    const isDryRun = parsed.flags.has('dry-run')
    const counter = openCounter(process.stderr)
    const session = await openSession(requireOption(parsed, 'workspace'), isDryRun ? 'imports.dryRun' : 'imports.run', {
      watch: counter.show,
    })
    try {
      return done(
        await importFile(session, {
          file,
          as: parsed.options.get('as') ?? null,
          currency: parsed.options.get('currency')?.toUpperCase() ?? null,
          mapping: parsed.options.get('mapping') ?? null,
          isDryRun,
        }),
      )
    } finally {
      counter.close()
      session.close()
    }
  },

  async verify(words) {
    const parsed = parseArguments(words, { options: ['workspace'], flags: [] })
    const session = await openSession(requireOption(parsed, 'workspace'), 'workspace.verify')
    try {
      const report = (await session.call('workspace.verify', {})) as { isSound: boolean }
      return { output: report, exitCode: report.isSound ? 0 : 1 }
    } finally {
      session.close()
    }
  },

  async demo(words) {
    const [folder, ...more] = parseArguments(words, { options: [], flags: [] }).positional
    if (folder === undefined || more.length > 0) throw new UsageError('demo FOLDER')
    return done(await makeDemo(folder))
  },

  async packs(words) {
    const parsed = parseArguments(words, {
      options: ['workspace', 'from', 'to', 'partner', 'group', 'tier'],
      flags: [],
    })
    const [folder, ...more] = parsed.positional
    if (folder === undefined || more.length > 0) throw new UsageError('packs FOLDER')
    const option = (name: string): string | null => parsed.options.get(name) ?? null
    const session = await openSession(requireOption(parsed, 'workspace'), 'reviews.pack')
    try {
      return done(
        await writePacks(session, {
          folder,
          from: option('from'),
          to: option('to'),
          partner: option('partner'),
          group: option('group'),
          tier: option('tier'),
        }),
      )
    } finally {
      session.close()
    }
  },

  async bench(words) {
    const [name, ...more] = parseArguments(words, { options: [], flags: [] }).positional
    if (more.length > 0) throw new UsageError('bench [NAME]')
    return runBench(name)
  },
}
