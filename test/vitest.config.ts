import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

// The parser's thread runs its TypeScript as it is, and V8 now and then aborts on the WebAssembly that strips the types
// there (`WasmImportWrapperCache::Free`); stripped once, they come from this folder. The built application has none.
process.env['NODE_COMPILE_CACHE'] ??= resolve(import.meta.dirname, '../node_modules/.cache/node')

export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    // Real engines on real files, several at a time on two cores.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: ['test/{contract,engine,cli,main}/**/*.test.ts'],
        },
      },
      {
        extends: true,
        plugins: [react()],
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          include: ['test/renderer/**/*.test.{ts,tsx}'],
          setupFiles: ['test/renderer/setup.ts'],
        },
      },
    ],
  },
})
