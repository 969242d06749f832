import { isStorable } from '#hub/store/storable.ts'
import { readResources } from '#lib/config/document.ts'
import type { PatchError } from '#lib/config/patch.ts'

/** The rows of `Resource` that a document gives, as JSON without its hash; or why it gives none. */
export type ParsedDocument =
  | { readonly kind: 'rows'; readonly rows: string }
  | { readonly kind: 'unreadable'; readonly error: PatchError }
  /** jsonb cannot hold it. */
  | { readonly kind: 'unstorable' }

export function parseDocument(text: string): ParsedDocument {
  const resources = readResources(text)
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
