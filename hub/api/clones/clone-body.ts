import { Failure } from '#hub/access/failure.ts'
import { cloneName } from '#hub/api/clones/naming.ts'
import type { CloneRequest, Copy, Destination } from '#hub/api/clones/request.ts'
import { mergePatch } from '#hub/entities/merge-patch.ts'
import { isJsonMap, type Json } from '#lib/base/json.ts'

/**
 * What a clone is made of: the source's own fields, the body of the call merged into them, the labels of its variant
 * over both, and a name. A Slug in the body is used as the name.
 */
export function cloneBody(
  fields: Readonly<Record<string, Json>>,
  { patch, naming }: Pick<CloneRequest, 'patch' | 'naming'>,
  { source, variant }: Pick<Copy, 'source' | 'variant'>,
): Readonly<Record<string, Json>> {
  const patched = mergePatch({ ...fields }, { ...patch })
  const merged: Readonly<Record<string, Json>> = isJsonMap(patched) ? patched : {}
  // Anything but a map is left for the check of the whole body to refuse.
  if (merged.Labels !== undefined && !isJsonMap(merged.Labels)) return merged
  const labels = { ...merged.Labels, ...variant.labels }
  const named = { ...merged, Labels: labels }
  if (patch.Slug !== undefined && patch.Slug !== null) return named
  const name = cloneName(naming, variant, { slug: String(source.Slug), labels: asStrings(labels) })
  if (!name.ok) throw new Failure(400, name.message)
  return { ...named, Slug: name.value }
}

/** Refuses a name that an earlier clone of the same call already has. */
export class Names {
  readonly #taken = new Set<string>()

  claim(SpaceID: string, slug: string): void {
    const name = `${SpaceID}/${slug}`
    if (this.#taken.has(name))
      throw new Failure(
        409,
        `Two clones of this call would be named ${slug}. Tell them apart with name_prefixes, variant_labels or name_pattern.`,
      )
    this.#taken.add(name)
  }
}

/** The Space that a clone belongs in. */
export function placeOf({ source, destination }: Copy): Destination {
  return destination ?? { SpaceID: String(source.SpaceID), Slug: String(source.SpaceSlug) }
}

function asStrings(labels: Readonly<Record<string, Json>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
