import { readShallow } from '#hub/store/read-shallow.ts'
import { isStorable } from '#hub/store/storable.ts'
import { readingCost } from '#hub/work/reading-cost.ts'
import { task } from '#hub/work/task.ts'
import type { DocumentError } from '#lib/config/document/result.ts'

/** The rows of `Resource` for a document, as JSON without its hash; or why there are none. */
export type ParsedDocument =
  | { readonly kind: 'rows'; readonly rows: string }
  | { readonly kind: 'unreadable'; readonly error: DocumentError }
  /** jsonb cannot hold it. */
  | { readonly kind: 'unstorable' }

/**
 * The lines, list items and braces of a YAML text, which determine the time and memory of parsing. About two megabytes
 * of YAML.
 */
const maxParts = 150_000
/** Marks that each take a sixth of that, such as quotes; an ordinary document has fewer than six of them on a line. */
const maxMarks = 6 * maxParts

/** A text with the toolchain of its Unit. */
export type TextToParse = { readonly text: string; readonly toolchain: string }

export function parseDocument({ text, toolchain }: TextToParse): ParsedDocument {
  const { parts, marks } = readingCost(text)
  if (parts > maxParts)
    return unreadable(`it has more than ${maxParts} lines and items, which takes too long to read`)
  if (marks > maxMarks)
    return unreadable(
      `it has more than ${maxMarks} quotes, tags and other marks, which takes too long to read`,
    )
  const resources = readShallow(text, toolchain)
  if (!resources.ok) return { kind: 'unreadable', error: resources.error }
  const rows = JSON.stringify(
    resources.value.map((resource) => ({
      ResourceIndex: resource.index,
      ResourceType: resource.resourceType,
      ResourceName: resource.resourceName,
      Data: resource.value,
    })),
  )
  if (!isStorable(rows)) return { kind: 'unstorable' }
  return { kind: 'rows', rows }
}

export const parseTask = task(import.meta.url, parseDocument)

export function unreadable(message: string): ParsedDocument {
  return { kind: 'unreadable', error: { message } }
}
