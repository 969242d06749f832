import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'
import { StoreProblem } from '#hub/store/problem.ts'

// A backup is a gzip of lines: a header, the rows of each table in the header's order (a JSON object per row, as
// PostgreSQL prints it), and a trailer with the SHA-256 of all bytes before it.

export const backupFormat = 'hubdeck-hub-backup 1'

const headerShape = z.object({
  format: z.literal(backupFormat),
  /** The last migration of the tables it was taken from. */
  migration: z.string(),
  createdAt: z.iso.datetime(),
  tables: z.array(z.object({ name: z.string(), rows: z.int().min(0) })),
})
const trailerShape = z.object({ sha256: z.hex() })

export type BackupHeader = z.infer<typeof headerShape>

/** Reads all of a backup and gives its header; refuses one that is cut short, altered, or not a backup at all. */
export async function checkBackup(file: string): Promise<BackupHeader> {
  const hash = createHash('sha256')
  let header: BackupHeader | undefined
  let last: Buffer | undefined
  let rows = -1
  for await (const line of linesOf(file)) {
    if (last !== undefined) hash.update(last).update('\n')
    header ??= readHeader(line, file)
    last = line
    rows += 1
  }
  const trailer = last === undefined ? undefined : trailerShape.safeParse(jsonOf(last))
  if (header === undefined || !trailer?.success) throw broken(file, 'its end is missing')
  if (trailer.data.sha256 !== hash.digest('hex')) throw broken(file, 'its content is not what was written')
  // The trailer was counted as a row.
  if (rows - 1 !== header.tables.reduce((sum, table) => sum + table.rows, 0))
    throw broken(file, 'the number of its rows is not the one it announces')
  return header
}

/** The rows of a backup that has been checked, as JSON, with the table of each. */
export async function* rowsOf(file: string): AsyncGenerator<{ table: string; json: Buffer }> {
  let order: Iterator<string> | undefined
  for await (const line of linesOf(file)) {
    if (order === undefined) {
      order = tablesByRow(readHeader(line, file))
      continue
    }
    const table = order.next()
    if (table.done) return
    yield { table: table.value, json: line }
  }
}

function* tablesByRow({ tables }: BackupHeader): Generator<string> {
  for (const { name, rows } of tables) for (let row = 0; row < rows; row += 1) yield name
}

const newline = 0x0a

/** Does not use `readline`, which treats U+2028 as a line end although JSON may contain it. */
async function* linesOf(file: string): AsyncGenerator<Buffer> {
  let begun: Buffer[] = []
  const unzipped = createGunzip()
  // Errors reach the reader of the rows; a reader that stops early does not need them.
  pipeline(createReadStream(file), unzipped).catch(() => undefined)
  try {
    for await (const chunk of unzipped as AsyncIterable<Buffer>) {
      let start = 0
      for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
        yield Buffer.concat([...begun, chunk.subarray(start, end)])
        begun = []
        start = end + 1
      }
      begun.push(chunk.subarray(start))
    }
  } catch (cause) {
    if (cause instanceof StoreProblem || !(cause instanceof Error)) throw cause
    throw broken(file, cause.message)
  }
}

function readHeader(line: Buffer, file: string): BackupHeader {
  const header = headerShape.safeParse(jsonOf(line))
  if (!header.success) throw broken(file, `it does not begin with the header of ${backupFormat}`)
  return header.data
}

function jsonOf(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString('utf8'))
  } catch {
    return undefined
  }
}

function broken(file: string, why: string): StoreProblem {
  return new StoreProblem(`${file} is not a complete backup of a hub: ${why}. Nothing was changed.`)
}
