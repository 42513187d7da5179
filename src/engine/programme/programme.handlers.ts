import { AppError } from '../../contract/errors.ts'
import type { programmeMethods } from '../../contract/programme.ts'
import type { HandlersOf } from '../context.ts'
import { defaultSettings, hasSettings, writeSettings } from './programme.repo.ts'

export const programmeHandlers: HandlersOf<typeof programmeMethods> = {
  async 'programme.get'(context) {
    return { ...context.settings(), today: context.today() }
  },

  async 'programme.setUp'(context, input) {
    if (hasSettings(context.raw)) throw new AppError('workspace.alreadySetUp')
    writeSettings(context.raw, context.write, { ...defaultSettings, ...input })
    context.describe(input.name)
    return {}
  },

  async 'programme.update'(context, changes) {
    if (!hasSettings(context.raw)) throw new AppError('workspace.notSetUp')
    writeSettings(context.raw, context.write, changes)
    context.describe(Object.keys(changes).join(', '))
    return {}
  },
}
