import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

// Explicit targets: electron-vite reads them off the electron package, but where only the npm registry can be
// reached the window runs on an older runtime (scripts/electron-runtime.mjs): Node 20.18, Chrome 130.
/**
 * The unzipper names its own `require`, which clashes with the one electron-vite puts at the head of a chunk:
 * the engine would not start.
 */
const oneRequire = {
  name: 'one-require',
  transform: (code: string, id: string) =>
    id.includes('fflate/esm/index.mjs')
      ? code.replace('var require =', 'var requireOfNode =').replace('_a = require(', '_a = requireOfNode(')
      : undefined,
}

export default defineConfig({
  main: {
    plugins: [oneRequire],
    build: {
      target: 'node20.18',
      sourcemap: true,
      rolldownOptions: {
        input: {
          index: resolve('src/main/index.ts'),
          engine: resolve('src/engine/process.ts'),
          parser: resolve('src/engine/imports/parser.worker.ts'),
          translator: resolve('src/engine/commissions/translator.worker.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      target: 'node20.18',
      // A sandboxed preload must be a single CommonJS file.
      rolldownOptions: {
        input: { index: resolve('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    plugins: [react()],
    build: { target: 'chrome130', minify: true },
  },
})
