import 'server-only'
import { type BatchLimits, inBatches, taskLimits } from '#lib/change/preview/documents.ts'
import { fingerprinter, fingerprintKey } from '#lib/change/seal/fingerprint.ts'
import { type Field, maskField } from '#lib/config/mask/mask-field.ts'
import { mapParallel } from '#lib/confighub/chunking.ts'
import { env } from '#lib/server/process/env.ts'
import { RecentlyUsed } from '#lib/server/process/recently-used.ts'
import { RequestBudget } from '#lib/server/work/compute.ts'
import { run, type TaskContext, work } from '#lib/server/work/pool.ts'

/** The masked form of each document, in the same order; computed in threads. */
export async function maskDocuments(texts: readonly string[], context: TaskContext): Promise<string[]> {
  const budget = new RequestBudget()
  const batches = inBatches(texts, (text) => text.length, taskLimits)
  const masked = await mapParallel(batches, (batch) =>
    budget.each(batch, (portion) => run(work(), 'maskTexts', portion, context), notShown),
  )
  return masked.flat()
}

/** Replaces a document for which masking could not be computed. */
function notShown(): string {
  return '# This document takes too long to search for secrets, so it is not shown here.\n'
}

/** Cached by name and text, so an entry can never be wrong; no secret is kept. The same labels come with every list. */
const harmless = new RecentlyUsed<string, true>(8 * 1024 * 1024)

/** The masked form of each field, in the same order; computed in threads unless cached. */
export async function maskFields(fields: readonly Field[], context: TaskContext): Promise<string[]> {
  const unknown = fields.filter((field) => !harmless.get(keyOf(field)))
  const batches = inBatches(unknown, ({ text }) => 50 + text.length, fieldLimits)
  const masked = await mapParallel(batches, (batch) => run(work(), 'maskFields', batch, context))
  const shown = masked.flat()
  let next = 0
  return fields.map((field) => {
    if (field !== unknown[next]) return field.text
    const text = shown[next++] ?? ''
    if (text === field.text) harmless.set(keyOf(field), true, 100 + 2 * keyOf(field).length)
    return text
  })
}

/** A task takes about as long as one of documents. */
const fieldLimits: BatchLimits = { count: 1000, bytes: 128 * 1024 }

function keyOf({ name, text }: Field): string {
  return `${name}\n${text}`
}

let fingerprint: ((secret: string) => string) | undefined

/** Masks one message for a person, in this thread. */
export function maskMessage(text: string): string {
  fingerprint ??= fingerprinter(fingerprintKey(env().HUBDECK_SECRET))
  return maskField('', text, { fingerprint })
}
