import { createPublicKey, type KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { visibleText } from '#lib/base/visible-text.ts'
import type { Check } from '#lib/change/evidence/check.ts'
import { checkOffline } from '#lib/change/evidence/check-offline.ts'
import { checkOnline } from '#lib/change/evidence/check-online.ts'
import { compareDocuments } from '#lib/change/evidence/compare-documents.ts'
import { tagMasksWith } from '#lib/change/preview/masking.ts'
import { fingerprintKey } from '#lib/change/seal/fingerprint.ts'
import { createConfigHub } from '#lib/confighub/create.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'
import { readArguments, usage } from '#scripts/evidence/arguments.ts'
import { command, Problem } from '#scripts/problem.ts'

const signs = { passed: '✓', failed: '✗', unknown: '?' } as const

await command(async () => {
  const given = readArguments(process.argv.slice(2))
  if (given === 'help') {
    console.log(usage)
    return 0
  }
  const offline = checkOffline(await read(given.file), await readKey(given.key))
  for (const check of offline.checks) print(check)
  const { statement } = offline
  const online =
    statement === undefined || given.hub === undefined ? [] : await compared(given.hub, statement)
  for (const check of online) print(check)
  return conclude([...offline.checks, ...online], given.hub !== undefined)
}, 2)

async function read(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Problem(`${path} cannot be read: ${cause instanceof Error ? cause.message : cause}`, usage)
  })
}

async function readKey(path: string | undefined): Promise<KeyObject | undefined> {
  if (path === undefined) return undefined
  const pem = await read(path)
  try {
    return createPublicKey(pem)
  } catch {
    throw new Problem(`${path} is not a public key in PEM.`, usage)
  }
}

async function compared(address: URL, statement: Parameters<typeof checkOnline>[1]): Promise<Check[]> {
  // Any key does: masks get the length that they have in the file, and are compared without their letters.
  tagMasksWith(fingerprintKey(''))
  const token = (process.env.CONFIGHUB_TOKEN ?? '').trim()
  const hub = createConfigHub({
    base: `${address.origin}/api`,
    send: (request) => fetch(request, { redirect: 'manual' }),
    headers: { 'User-Agent': 'hubdeck/0.1', ...(token && { Authorization: `Bearer ${token}` }) },
    retryPolicy: 'work',
  })
  return checkOnline(hub, statement, (pairs) => Promise.all(pairs.map(compareDocuments))).catch(
    (cause: unknown) => {
      if (!(cause instanceof ConfigHubError)) throw cause
      return [{ name: 'ConfigHub', verdict: 'unknown', text: `did not answer: ${cause.message}` }]
    },
  )
}

function print({ name, verdict, text, details = [] }: Check): void {
  console.log(`${signs[verdict]} ${name}: ${onOneLine(text)}`)
  for (const detail of details) console.log(`    ${onOneLine(detail)}`)
}

/** Whoever wrote the file must not write a line of ours, nor command the terminal. */
function onOneLine(text: string): string {
  return visibleText(text).replaceAll(/\s+/g, ' ')
}

function conclude(checks: readonly Check[], isOnline: boolean): number {
  const failed = checks.filter(({ verdict }) => verdict === 'failed')
  const unknown = checks.filter(({ verdict }) => verdict === 'unknown')
  const names = (list: readonly Check[]) => list.map(({ name }) => name).join(', ')
  if (failed.length > 0) console.log(`\nThis evidence does not hold: ${names(failed)}.`)
  else if (unknown.length > 0)
    console.log(`\nNothing contradicts this evidence, but not all is shown: ${names(unknown)}.`)
  else if (isOnline) console.log('\nThis evidence holds, and ConfigHub says the same.')
  else console.log('\nThis file is whole. With --hub its facts are compared with ConfigHub.')
  return failed.length > 0 ? 1 : unknown.length > 0 ? 2 : 0
}
