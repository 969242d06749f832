import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { installedChromium, testFlags } from '#scripts/chromium.ts'
import { dashboardRoutes } from '#tests/stage/dashboard.ts'

// The package throws outside a server bundle; its empty half is what a bundler would have chosen.
const alias = { 'server-only': fileURLToPath(new URL('node_modules/server-only/empty.js', import.meta.url)) }

// What keeps state in a module as a server does.
const heavy = ['app/api/**/*.test.ts', 'lib/server/**/*.test.ts']

// The embedded hub, and what is tested on one. A worker that stays has PostgreSQL compiled already, which a new one does
// anew before its first test; nothing in these outlives its file but caches.
const hub = [
  'hub/**/*.test.ts',
  'lib/change/{commit,selection,testing}/*.test.ts',
  'lib/change/preview/evaluate.test.ts',
  'lib/confighub/functions.test.ts',
  'lib/change/record/{applied-once,proof,resume}.test.ts',
]

// What only a browser can show of one component: focus, keys, what is announced.
const browser = 'components/**/*.browser.test.tsx'
const executablePath = installedChromium()
/** What the stage of component tests imports beside what components import. */
const nextForComponents = [
  'next/dist/shared/lib/app-router-context.shared-runtime',
  'next/dist/shared/lib/hooks-client-context.shared-runtime',
  'nuqs/adapters/testing',
]

/** Upper bounds, not measures: a test may run beside four busy ones. */
const patient = { testTimeout: 900_000, hookTimeout: 900_000, expect: { poll: { timeout: 180_000 } } }

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
          exclude: [...heavy, ...hub, browser],
          // Nothing in these outlives its test, so files may share a worker.
          isolate: false,
          ...patient,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'hub',
          include: hub,
          isolate: false,
          globalSetup: ['hub/testing/clusters.ts'],
          ...patient,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'heavy',
          include: heavy,
          isolate: false,
          pool: 'threads',
          setupFiles: ['tests/stage/as-a-new-process.ts'],
          globalSetup: ['hub/testing/clusters.ts'],
          ...patient,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'contract',
          include: ['tests/contract/**/*.test.ts'],
          // These only ask hubs in processes of their own.
          isolate: false,
          globalSetup: ['hub/testing/clusters.ts', 'tests/contract/start-hubs.ts'],
          ...patient,
        },
      },
      {
        resolve: { alias },
        define: { 'process.env': {} },
        plugins: [dashboardRoutes()],
        // All packages are bundled before the first test: finding one later would reload the page under a test.
        optimizeDeps: {
          entries: [
            'components/**/*.{ts,tsx}',
            'lib/**/*.ts',
            '!lib/{server,probe}/**',
            '!**/testing/**',
            '!**/*.test.{ts,tsx}',
          ],
          include: ['vitest-browser-react', ...nextForComponents],
        },
        test: {
          name: 'browser',
          include: [browser],
          setupFiles: ['components/testing/setup.ts'],
          // The flags of the browser let it reach no other host.
          api: { host: '127.0.0.1' },
          // Keys go to the page that has the focus, and only one of a browser's has it.
          fileParallelism: false,
          // After all others, which have the processors to themselves until then.
          sequence: { groupOrder: 1 },
          ...patient,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            viewport: { width: 1440, height: 900 },
            provider: playwright({
              launchOptions: {
                ...(executablePath === undefined ? {} : { executablePath }),
                args: testFlags,
              },
              contextOptions: { locale: 'en-GB', timezoneId: 'Europe/London' },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
})
