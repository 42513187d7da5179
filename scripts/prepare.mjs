// Before `npm start` and `npm test`: an Electron that runs and the system libraries it needs.
import { createRequire } from 'node:module'
import { ensureLibraries } from './debian-libraries.mjs'
import { installElectron } from './runtime/install.mjs'

const version = await installElectron()
ensureLibraries(createRequire(import.meta.url)('electron'), process.argv.includes('--tests'))
console.log(`Electron ${version} is ready.`)
