import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { StoreProblem } from '#hub/store/problem.ts'

/** Takes a backup of the running hub whose API is at `url` (`http://host:9090/api`) into a new file. */
export async function downloadBackup(url: string, token: string, file: string): Promise<void> {
  const address = backupAddress(url)
  const response = await fetch(address, { headers: { Authorization: `Bearer ${token}` } }).catch((cause) => {
    const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : cause
    throw new StoreProblem(`No hub answers at ${address} (${reason}).`)
  })
  if (response.status !== 200 || response.body === null)
    throw new StoreProblem(
      `${address} answered ${response.status}: ${(await response.text()).slice(0, 500) || 'nothing'}`,
    )
  await pipeline(
    Readable.fromWeb(response.body as ReadableStream),
    createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }),
  )
}

/** Not part of ConfigHub's API, so it is served beside it. */
function backupAddress(url: string): string {
  if (!URL.canParse(url) || !/^https?:/.test(url))
    throw new StoreProblem(`--url must look like http://127.0.0.1:9090/api, not ${url}.`)
  return `${url.replace(/\/+$/, '').replace(/\/api$/, '')}/backup`
}
