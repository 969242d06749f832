import { defineConfig } from '@playwright/test'
import type { StageOptions } from '#e2e/fixtures.ts'
import { installedChromium, testFlags } from '#scripts/chromium.ts'

const executablePath = installedChromium()

export default defineConfig<StageOptions>({
  testDir: 'e2e',
  globalSetup: './e2e/template.ts',
  outputDir: 'test-results',
  // A worker takes one test after another, not a whole file, so that neither waits long for the other at the end.
  fullyParallel: true,
  forbidOnly: true,
  // A test that passes the second time has found something the first time.
  retries: 0,
  // Two processors are busy with three of them; with two, one waits now and then.
  workers: 3,
  // Upper bounds, not measures: a test may run beside four busy ones.
  timeout: 900_000,
  expect: { timeout: 180_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    // Each frame of an animation is drawn without a graphics card; component tests run with them.
    reducedMotion: 'reduce',
    // Recording costs a tenth of the run; `--trace on` records where a failure needs it.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      // The fixtures also report what a page asks for elsewhere.
      args: testFlags,
    },
  },
})
