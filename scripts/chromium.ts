import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { root } from '#scripts/paths.ts'
import { Problem } from '#scripts/problem.ts'

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

const remedy = `Do one of these, then run the tests again:
  npx playwright install --with-deps chromium     (needs the network)
  apt-get install chromium                        (or your system's package of Chromium or Chrome)
  HUBDECK_CHROMIUM=/path/to/chrome npm test       (a browser installed elsewhere)`

/**
 * With its address bar's pop-ups, which are pages, a new window takes three times as long. A second flag replaces the first,
 * so this one repeats what Playwright turns off.
 */
const unusedFeatures = [
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup', 'AimEnabled'],
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  // Each page takes a process of its own anyway, and a spare one is started for nothing.
  'SpareRendererForSitePerProcess',
  'ThirdPartyStoragePartitioning',
]

/** How it is started: no request of a page leaves the machine. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  `--disable-features=${unusedFeatures}`,
  // Requests to other hosts fail.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
]

/** A page of a test is closed after seconds. Optimising its scripts takes a fifth of the processor's time, and they run no faster. */
export const testFlags = [...chromiumFlags, '--js-flags=--no-maglev,--no-turbofan']

/** A browser that is installed and starts; nothing is downloaded. */
export function installedChromium(): string | undefined {
  const named = process.env.HUBDECK_CHROMIUM
  if (named) {
    if (starts(named)) return named
    throw new Problem(`HUBDECK_CHROMIUM names ${named}, which does not start.`, remedy)
  }
  return [...usualPlaces, chromium.executablePath()].find(starts)
}

/** Finds a browser or installs one, first from Playwright's downloads, then with the system's package manager. */
export function ensureChromium(): string {
  const found = installedChromium()
  if (found !== undefined) return found
  for (const [why, commandLine] of ways()) {
    console.log(`  no Chromium found: ${why}`)
    const [program = '', ...args] = commandLine
    spawnSync(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], timeout: 600_000 })
    const now = installedChromium()
    if (now !== undefined) return now
  }
  throw new Problem('There is no Chromium on this machine and none could be installed.', remedy)
}

function ways(): [why: string, commandLine: string[]][] {
  const playwright = [process.execPath, join(root, 'node_modules/@playwright/test/cli.js')]
  const found: [string, string[]][] = [
    ["downloading Playwright's own", [...playwright, 'install', 'chromium']],
  ]
  if (process.getuid?.() !== 0) return found
  if (existsSync('/usr/bin/apt-get')) {
    found.push(
      ['installing the libraries it needs', [...playwright, 'install-deps', 'chromium']],
      ['reading the package lists', ['apt-get', 'update']],
      [
        "installing the system's package",
        ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium'],
      ],
    )
  } else if (existsSync('/usr/bin/dnf')) {
    found.push(["installing the system's package", ['dnf', 'install', '-y', 'chromium']])
  } else if (existsSync('/sbin/apk')) {
    found.push(["installing the system's package", ['apk', 'add', 'chromium']])
  }
  return found
}

/** Asking for the version loads all shared libraries, and exposes the stubs that only point to a snap. */
function starts(path: string): boolean {
  return existsSync(path) && spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0
}
