import type { PatchReading } from '#components/change/edit/draft.ts'
import { namesKind, typesReached } from '#lib/change/preview/patch-reach.ts'
import type { Resource } from '#lib/config/document/document.ts'

/** Which resources a patch applies to when the person has not named a type. */
export type Aim =
  /** There is nothing to infer: a type is named, or the patch has no paths. */
  | { readonly kind: 'given' }
  /** Only this type has the places of the patch. */
  | { readonly kind: 'inferred'; readonly resourceType: string }
  /** Several types fit, so a person has to choose. */
  | { readonly kind: 'open'; readonly resourceTypes: readonly string[] }
  /** The documents are not read yet, or cannot be. */
  | { readonly kind: 'unknown' }

/** The patch with the resources it applies to, or what is still missing. */
export function aimPatch(
  reading: PatchReading,
  resources: readonly Resource[] | undefined,
): { readonly aim: Aim; readonly reading: PatchReading } {
  if (!reading.ok) return { aim: { kind: 'given' }, reading }
  const { patch } = reading
  if (patch.kind !== 'set-fields' && patch.kind !== 'merge' && patch.kind !== 'json')
    return { aim: { kind: 'given' }, reading }
  if (patch.resourceType !== undefined || namesKind(patch)) return { aim: { kind: 'given' }, reading }
  if (resources === undefined) {
    return { aim: { kind: 'unknown' }, reading: missing('Choose a resource type, or every resource.') }
  }
  const types = typesReached(patch, resources)
  const [only = ''] = types
  if (types.length === 1) {
    // The documents of applications have no type; there is nothing to choose from.
    if (only === '') return { aim: { kind: 'given' }, reading }
    return {
      aim: { kind: 'inferred', resourceType: only },
      reading: { ok: true, patch: { ...patch, resourceType: only } },
    }
  }
  return {
    aim: { kind: 'open', resourceTypes: types },
    reading: missing('Choose the resource type: this could mean several resources.'),
  }
}

function missing(message: string): PatchReading {
  return { ok: false, isEmpty: true, error: { message } }
}
