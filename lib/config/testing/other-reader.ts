import { loadAll } from 'js-yaml'
import type { Json } from '#lib/base/json.ts'

/**
 * The documents of a text as a YAML reader sees them that shares nothing with ours; throws where it cannot read one. It
 * takes a tab between the entries of brackets for wrong indentation, which YAML allows, so it gets a space there.
 */
export function readOtherwise(text: string): Json[] {
  const documents: unknown[] = loadAll(text.replace(/^\uFEFF/, '').replace(/(?<=[,:])\t+(?=\S)/g, ' '))
  return JSON.parse(JSON.stringify(documents)) as Json[]
}
