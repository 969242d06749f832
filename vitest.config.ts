import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// The package throws outside a server bundle; its empty half is what a bundler would have chosen.
const alias = { 'server-only': fileURLToPath(new URL('node_modules/server-only/empty.js', import.meta.url)) }

// What starts a database, threads or a whole hub, and what keeps state in a module as a server does: each file of these
// has a worker to itself.
const heavy = [
  'hub/**/*.test.ts',
  'app/api/**/*.test.ts',
  'lib/server/**/*.test.ts',
  'lib/change/{commit,selection,testing}/*.test.ts',
  'lib/change/preview/evaluate.test.ts',
  'lib/change/record/{go-on,proof}.test.ts',
]

export default defineConfig({
  test: {
    // A single worker, the default on two cores, leaves one of them idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['{lib,app,components,scripts}/**/*.test.{ts,tsx}', 'tests/*.test.ts'],
          exclude: heavy,
          // Nothing in these outlives its test, so files may share a worker.
          isolate: false,
          // Upper bounds, not measures: a test may run beside four busy ones.
          testTimeout: 60_000,
          hookTimeout: 180_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'heavy',
          include: heavy,
          globalSetup: ['hub/testing/empty-cluster.ts'],
          testTimeout: 60_000,
          hookTimeout: 180_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'contract',
          include: ['tests/contract/**/*.test.ts'],
          globalSetup: ['hub/testing/empty-cluster.ts', 'tests/contract/start-hubs.ts'],
          testTimeout: 180_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
})
