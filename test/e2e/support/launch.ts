import { resolve } from 'node:path'
import { _electron, type ElectronApplication } from '@playwright/test'

const root = resolve(import.meta.dirname, '../../..')

export interface LaunchOptions {
  /** Where the application keeps its window settings. */
  userData: string
  /** A workspace to open, as if given on the command line. */
  workspace?: string
  environment?: Record<string, string>
}

/** Starts the built application, or the packaged one that TANDEM_PACKAGED names. */
export function launch({ userData, workspace, environment }: LaunchOptions): Promise<ElectronApplication> {
  const packaged = process.env['TANDEM_PACKAGED']
  const flags = ['--no-sandbox', '--disable-gpu']
  const file = workspace === undefined ? [] : [workspace]
  return _electron.launch({
    ...(packaged === undefined
      ? { args: [...flags, root, ...file], cwd: root }
      : { executablePath: packaged, args: [...flags, ...file] }),
    // Else Playwright pretends a light system, whatever theme the application asks for.
    colorScheme: null,
    env: { ...definedOf(process.env), TANDEM_USER_DATA: userData, ...environment },
  })
}

function definedOf(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
