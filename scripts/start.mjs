// `npm start`: builds and opens the application; without a display it makes the sample programme instead.
import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')

function run(command, parameters) {
  const { status } = spawnSync(command, parameters, { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY)
if (hasDisplay) {
  run(process.execPath, [path.join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build'])
  // Chromium's sandbox refuses to run as root.
  const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  run(createRequire(import.meta.url)('electron'), [...flags, root, ...process.argv.slice(2)])
} else {
  const folder = mkdtempSync(path.join(tmpdir(), 'tandem-demo-'))
  console.log(`There is no display here, so the window cannot open. The sample programme goes to ${folder}:`)
  run(process.execPath, [path.join(root, 'src/cli/main.ts'), 'demo', folder])
}
