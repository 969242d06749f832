import { createHash } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { type ParsedDocument, parseDocument } from '#hub/store/parse-document.ts'
import { readingCost } from '#hub/store/reading-cost.ts'

/** Characters above which parsing takes so long that others would notice: about a second for a million. */
const largeText = 262_144
/** Lines, list items and maps in braces: what parsing takes its time and memory for. About two megabytes of YAML. */
const maxParts = 150_000
/** What takes a sixth of that each, such as quotes; a document for people has fewer than six of them on a line. */
const maxMarks = 6 * maxParts
const maxMemoryMiB = 1024
const maxMs = 10_000
const remembered = 4
const recent = new Map<string, Promise<ParsedDocument>>()

/**
 * A YAML document as it is stored. Large ones are parsed beside the hub, which goes on answering meanwhile, and are
 * remembered for the write that follows.
 */
export async function parsedDocument(text: string): Promise<ParsedDocument> {
  if (text.length <= largeText) return parseDocument(text)
  const { parts, marks } = readingCost(text)
  if (parts > maxParts)
    return unreadable(`it has more than ${maxParts} lines and items, which takes too long to read`)
  if (marks > maxMarks)
    return unreadable(
      `it has more than ${maxMarks} quotes, tags and other marks, which takes too long to read`,
    )
  const key = createHash('sha256').update(text, 'utf8').digest('hex')
  const known = recent.get(key)
  if (known !== undefined) return known
  const parsing = parseApart(text)
  recent.set(key, parsing)
  parsing.catch(() => recent.delete(key))
  for (const oldest of [...recent.keys()].slice(0, -remembered)) recent.delete(oldest)
  return parsing
}

/** Begins with what will take long before anything is held. */
export async function parseIfLarge(text: string): Promise<void> {
  if (text.length > largeText) await parsedDocument(text)
}

function unreadable(message: string): ParsedDocument {
  return { kind: 'unreadable', error: { message } }
}

let last: Promise<unknown> = Promise.resolve()

/** One at a time, however many come at once: each may take a gigabyte. */
function parseApart(text: string): Promise<ParsedDocument> {
  const next = last.then(() => parseInWorker(text))
  last = next.catch(() => undefined)
  return next
}

function parseInWorker(text: string): Promise<ParsedDocument> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./parse-worker.ts', import.meta.url), {
      workerData: text,
      resourceLimits: { maxOldGenerationSizeMb: maxMemoryMiB },
    })
    // What is made to be hard to read, such as one quoted text of 60 MiB.
    const impatient = setTimeout(() => {
      resolve(unreadable('it takes too long to read'))
      void worker.terminate()
    }, maxMs)
    worker.once('exit', () => clearTimeout(impatient))
    worker.once('message', resolve)
    worker.once('error', (cause: Error & { code?: string }) =>
      cause.code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? resolve(unreadable('it takes too much memory to read'))
        : reject(cause),
    )
    worker.once('exit', (code) => {
      if (code !== 0) reject(new Error(`the parser ended with ${code}`))
    })
  })
}
