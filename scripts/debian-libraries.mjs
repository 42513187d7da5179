// Installs what Electron and the tests need from Debian or Ubuntu when it is missing: with root rights at once, else it
// prints the one line to copy. On other systems it only says what is missing.
import { spawnSync } from 'node:child_process'

const electronPackages = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxss1', 'libatk-bridge2.0-0']
/** Command and the package that brings it; for `npm test` only. */
const testTools = [
  ['xvfb-run', 'xvfb'],
  ['xauth', 'xauth'],
  ['pdftotext', 'poppler-utils'],
  ['sqlite3', 'sqlite3'],
  ['ip', 'iproute2'],
  ['unshare', 'util-linux'],
]

/** @param electron path of the Electron binary @param isForTests whether the tools of the tests are needed as well */
export function ensureLibraries(electron, isForTests) {
  if (process.platform !== 'linux') return
  const missing = [
    ...(lacksLibraries(electron) ? electronPackages : []),
    ...(isForTests ? testTools.filter(([command]) => !hasCommand(command)).map(([, name]) => name) : []),
  ]
  if (missing.length === 0) return
  if (!hasCommand('apt-get')) {
    console.error(`Missing on this system: ${missing.join(' ')} (Debian's names).`)
    return
  }
  if (process.getuid() !== 0) {
    console.error(`Something is missing. Please run:\n  sudo apt-get install -y ${missing.join(' ')}`)
    process.exit(1)
  }
  run('apt-get', ['update', '-q'])
  run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing.map(currentName)])
}

const lacksLibraries = (electron) => spawnSync('ldd', [electron], { encoding: 'utf8' }).stdout.includes('not found')

const hasCommand = (name) => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0

/** Newer releases renamed some libraries (libasound2 is libasound2t64 there). */
function currentName(name) {
  const renamed = `${name}t64`
  return spawnSync('apt-cache', ['show', renamed]).status === 0 ? renamed : name
}

function run(command, parameters) {
  const { status } = spawnSync(command, parameters, {
    stdio: 'inherit',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  if (status !== 0) throw new Error(`${command} ${parameters.join(' ')} failed`)
}
