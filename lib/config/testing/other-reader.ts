import { loadAll } from 'js-yaml'
import type { Json } from '#lib/base/json.ts'

/** The documents of a text as a YAML reader sees them that shares nothing with ours; throws where it cannot read one. */
export function readOtherwise(text: string): Json[] {
  const documents: unknown[] = loadAll(text.replace(/^\uFEFF/, ''))
  return JSON.parse(JSON.stringify(documents)) as Json[]
}
