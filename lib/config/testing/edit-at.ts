import type { Json } from '#lib/base/json.ts'
import type { DocumentResult } from '#lib/config/document/result.ts'
import { type Edited, editResources } from '#lib/config/patch/edits.ts'

export function setAtPath(
  text: string,
  resourceIndex: number,
  path: string,
  value: Json,
): DocumentResult<Edited> {
  return editResources(text, ({ index }) => (index === resourceIndex ? [{ op: 'set', path, value }] : []))
}

export function deleteAtPath(text: string, resourceIndex: number, path: string): DocumentResult<Edited> {
  return editResources(text, ({ index }) => (index === resourceIndex ? [{ op: 'delete', path }] : []))
}
