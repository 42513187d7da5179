import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from '../../contract/errors.ts'
import { type Clock, toMoment } from '../history/clock.ts'
import { inspectHeader } from './open.ts'

const KEPT_DAILY = 7
const KEPT_WEEKLY = 4
const DAY_MS = 86_400_000

/** Where the backups of a workspace lie: "Acme backups" beside "Acme.tandem". */
export function backupFolder(file: string): string {
  return join(dirname(file), `${basename(file).replace(/\.tandem$/, '')} backups`)
}

/** Backups of a workspace, newest first. */
export function listBackups(file: string): { name: string; path: string; atMs: number; bytes: number }[] {
  const folder = backupFolder(file)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.tandem'))
    .map((name) => {
      const path = join(folder, name)
      const stats = statSync(path)
      return { name, path, atMs: stats.mtimeMs, bytes: stats.size }
    })
    .toSorted((a, b) => b.atMs - a.atMs)
}

/**
 * A copy by `VACUUM INTO`, taken only when `quick_check` finds it sound; older ones are thinned out to 7 days and 4 weeks. [DB3]
 *
 * @throws AppError workspace.damaged when the copy is not sound, file.writeFailed when it cannot be written
 */
export function backUp(file: string, clock: Clock): { name: string; bytes: number } {
  const folder = backupFolder(file)
  const name = `${basename(file).replace(/\.tandem$/, '')} ${toMoment(clock.now()).slice(0, 19).replaceAll(':', '-')}.tandem`
  const target = join(folder, name)
  const unfinished = `${target}.part`
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    rmSync(unfinished, { force: true })
    const source = new Database(file, { readonly: true, fileMustExist: true })
    try {
      source.prepare('VACUUM INTO ?').run(unfinished)
    } finally {
      source.close()
    }
  } catch (error) {
    throw new AppError('file.writeFailed', { reason: (error as { code?: string }).code ?? 'unknown' })
  }
  const copy = new Database(unfinished, { readonly: true })
  const check = copy.pragma('quick_check', { simple: true })
  copy.close()
  if (check !== 'ok') {
    rmSync(unfinished, { force: true })
    throw new AppError('workspace.damaged', { reason: 'the backup is not sound' })
  }
  renameSync(unfinished, target)
  thinOut(file, clock.now())
  return { name, bytes: statSync(target).size }
}

/** The day's backup, unless there is one that is younger than a day. [DB3] @returns its name, null when none was due */
export function backUpWhenDue(file: string, clock: Clock): string | null {
  const [newest] = listBackups(file)
  return newest && clock.now() - newest.atMs < DAY_MS ? null : backUp(file, clock).name
}

function thinOut(file: string, nowMs: number): void {
  const kept = new Set<string>()
  const days = new Set<number>()
  const weeks = new Set<number>()
  for (const backup of listBackups(file)) {
    const day = Math.floor((nowMs - backup.atMs) / DAY_MS)
    const week = Math.floor(day / 7)
    if (day < 1 || (!days.has(day) && days.size < KEPT_DAILY) || (!weeks.has(week) && weeks.size < KEPT_WEEKLY))
      kept.add(backup.path)
    if (day >= 1) days.add(day)
    weeks.add(week)
  }
  for (const backup of listBackups(file)) if (!kept.has(backup.path)) rmSync(backup.path, { force: true })
}

/** Copies an older file aside before this program changes its schema. */
export async function backUpBeforeMigration(file: string, latestVersion: number, clock: Clock): Promise<void> {
  if (inspectHeader(file).version < latestVersion) backUp(file, clock)
}
