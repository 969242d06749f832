import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// The package throws outside a server bundle; its empty half is what a bundler would have chosen.
const alias = { 'server-only': fileURLToPath(new URL('node_modules/server-only/empty.js', import.meta.url)) }

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['{lib,hub,app,components,scripts}/**/*.test.{ts,tsx}', 'tests/*.test.ts'],
          // Upper bounds, not measures: a test may run beside four busy ones.
          testTimeout: 60_000,
          hookTimeout: 180_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'contract',
          include: ['tests/contract/**/*.test.ts'],
          globalSetup: ['tests/contract/start-hubs.ts'],
          testTimeout: 180_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
})
