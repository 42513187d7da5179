import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Settings, settingsSchema } from '../contract/shell.ts'

const initialSettings: Settings = {
  bounds: null,
  isMaximized: false,
  zoomLevel: 0,
  theme: 'system',
  lastPage: null,
  recent: [],
  workspace: null,
}

const mostRecent = 10

/** What the window remembers from one start to the next, in one small file. Unreadable or foreign content counts as none. */
export interface SettingsStore {
  readonly current: Settings
  update(change: Partial<Settings>): void
}

export function openSettings(file: string): SettingsStore {
  let current = read(file)
  return {
    get current() {
      return current
    },
    update(change) {
      current = { ...current, ...change }
      try {
        mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
        const draft = `${file}.draft`
        writeFileSync(draft, JSON.stringify(current, null, 2), { mode: 0o600 })
        renameSync(draft, file)
      } catch (error) {
        // A full disk must not end the application over where its window stood.
        console.error('cannot remember the window', error)
      }
    },
  }
}

/** The list with this path in front. */
export function withRecent(recent: readonly string[], path: string): string[] {
  return [path, ...recent.filter((other) => other !== path)].slice(0, mostRecent)
}

function read(file: string): Settings {
  try {
    const parsed = settingsSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    return parsed.success ? parsed.data : initialSettings
  } catch {
    return initialSettings
  }
}
