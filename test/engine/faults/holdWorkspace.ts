// A process of its own that opens a workspace for writing, says so, and holds it until it is killed.
import { openEngine } from '../../../src/engine/engine.ts'

const [file = ''] = process.argv.slice(2)
const files = {
  get(): never {
    throw new Error('no file is needed here')
  },
}
await openEngine({ file, files })
process.stdout.write('open')
setInterval(() => undefined, 1000)
