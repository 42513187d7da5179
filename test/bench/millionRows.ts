import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeWorkspace, openEngine } from '../../src/engine/engine.ts'

const SIZE = { seed: 7, partners: 500, conversions: 1_000_000 }
let made: Promise<string> | undefined

/** The sample programme with a million conversions, closed; made once per run, gone with it. @returns its path */
export function millionRows(): Promise<string> {
  made ??= make()
  return made
}

async function make(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-bench-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'Million.tandem')
  makeWorkspace(file)
  const engine = await openEngine({ file, files: { get: () => { throw new Error('no files') } } }) // prettier-ignore
  const call = { commandId: undefined, signal: new AbortController().signal, progress: () => undefined }
  try {
    await engine.dispatch('sample.generate', SIZE, call)
  } finally {
    engine.close()
  }
  return file
}
