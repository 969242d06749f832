import { createHash } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { type ParsedDocument, parseDocument } from '#hub/store/parse-document.ts'

/** Characters above which parsing takes so long that others would notice: about a second for a million. */
const largeText = 262_144
const remembered = 4
const recent = new Map<string, Promise<ParsedDocument>>()

/**
 * A YAML document as it is stored. Large ones are parsed beside the hub, which goes on answering meanwhile, and are
 * remembered for the write that follows.
 */
export async function parsedDocument(text: string): Promise<ParsedDocument> {
  if (text.length <= largeText) return parseDocument(text)
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

function parseApart(text: string): Promise<ParsedDocument> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./parse-worker.ts', import.meta.url), { workerData: text })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => {
      if (code !== 0) reject(new Error(`the parser ended with ${code}`))
    })
  })
}
