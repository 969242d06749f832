// @ts-check
// The one script that any Node can read. npm puts the pinned Node of the package `node` first in PATH; when that
// one is missing this file is run by whatever the machine has, and says what to do instead of failing on types.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const wantedMajor = 26
const pinned = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url))
const [script, ...flags] = process.argv.slice(2)

if (script === undefined) {
  refuse('usage: node scripts/launch.mjs <script.ts> [flags]')
}
if (!existsSync(fileURLToPath(new URL('../node_modules/next/package.json', import.meta.url)))) {
  refuse('Hubdeck is not installed here yet.\n  Run this first: npm ci')
}
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
      '  Node 26 comes with Hubdeck as the npm package "node", but its install script has not run here\n' +
      '  (scripts are switched off, or the download of its binary package was blocked).\n' +
      '  Do one of these:\n' +
      '    npm rebuild node --ignore-scripts=false     lets that one package finish its installation\n' +
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
