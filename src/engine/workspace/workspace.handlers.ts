import { AppError } from '../../contract/errors.ts'
import type { workspaceMethods } from '../../contract/workspace.ts'
import type { HandlersOf } from '../context.ts'
import { backUp, listBackups } from '../db/backup.ts'
import { latestVersion } from '../db/migrate.ts'
import { stateDigest } from '../history/digest.ts'
import { toMoment } from '../history/clock.ts'
import { hasSettings } from '../programme/programme.repo.ts'
import { verifyWorkspace } from './verify.ts'

export const workspaceHandlers: HandlersOf<typeof workspaceMethods> = {
  async 'workspace.status'(context) {
    const backup = listBackups(context.file)[0]
    return {
      isSetUp: hasSettings(context.raw),
      programmeName: context.settings().name,
      schemaVersion: latestVersion,
      commands:
        (context.raw.prepare('SELECT coalesce(max(seq), 0) FROM command').pluck().get() as number | undefined) ?? 0,
      lastBackupAt: backup ? toMoment(backup.atMs) : null,
      isReadOnly: false,
    }
  },

  'workspace.verify': (context, { scope }) => verifyWorkspace(context, scope ?? 'all'),

  async 'workspace.backup'(context) {
    if (context.signal.aborted) throw new AppError('engine.cancelled')
    return backUp(context.file, context.clock)
  },

  async 'workspace.digest'(context) {
    return { digest: stateDigest(context.raw) }
  },
}
