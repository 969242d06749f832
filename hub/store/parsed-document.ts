import { createHash } from 'node:crypto'
import {
  type ParsedDocument,
  parseDocument,
  parseTask,
  type TextToParse,
  unreadable,
} from '#hub/store/parse-document.ts'
import { WorkStopped } from '#hub/work/pool.ts'
import { runInThread } from '#hub/work/run-in-thread.ts'
import { sizeOf } from '#hub/work/size.ts'
import { formatOf } from '#lib/config/formats/toolchain.ts'

const kubernetes = 'Kubernetes/YAML'
const remembered = 4
const recent = new Map<string, ParsedDocument>()

/**
 * A document as it is stored. All but small ones are parsed in a thread, so that the hub stays responsive; a large
 * one is cached for the write that follows.
 */
export async function parsedDocument(text: string, toolchain = kubernetes): Promise<ParsedDocument> {
  const size = sizeOf([text])
  const given = { text, toolchain }
  if (size === 'small') return parseDocument(given)
  if (size === 'light') return parseInThread(given, size)
  const hash = createHash('sha256').update(text, 'utf8').digest('hex')
  const key = `${hash} ${formatOf(toolchain).kind}`
  const known = recent.get(key)
  if (known !== undefined) return known
  const parsed = await parseInThread(given, size)
  recent.set(key, parsed)
  for (const oldest of [...recent.keys()].slice(0, -remembered)) recent.delete(oldest)
  return parsed
}

/** Starts long parsing before any lock is taken. */
export async function parseIfLarge(text: string): Promise<void> {
  if (sizeOf([text]) === 'large') await parsedDocument(text)
}

async function parseInThread(given: TextToParse, weight: 'light' | 'large'): Promise<ParsedDocument> {
  try {
    return await runInThread(parseTask, given, weight)
  } catch (cause) {
    if (cause instanceof WorkStopped && cause.reason !== 'queue')
      return unreadable(`${cause.message} to read`)
    throw cause
  }
}
