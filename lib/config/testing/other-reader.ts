import { loadAll } from 'js-yaml'
import type { Json } from '#lib/base/json.ts'

/**
 * The documents of a text according to an independent YAML reader; throws when it cannot read one. It mistakes a tab
 * between the entries of brackets for indentation, although YAML allows it, so such tabs are replaced by spaces.
 */
export function readOtherwise(text: string): Json[] {
  const documents: unknown[] = loadAll(text.replace(/^\uFEFF/, '').replace(/(?<=[,:])\t+(?=\S)/g, ' '))
  return JSON.parse(JSON.stringify(documents)) as Json[]
}
