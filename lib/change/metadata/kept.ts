import * as z from 'zod/mini'
import { parseExactJson } from '#lib/base/exact-json.ts'
import type { MetadataChange, MetadataValues } from '#lib/change/model.ts'

const Values: z.ZodMiniType<MetadataValues> = z.record(
  z.string(),
  z.union([z.string(), z.boolean(), z.null()]),
)

/** Units with the same change: before, after, and their places among the planned ones. */
const Groups = z.array(z.tuple([Values, Values, z.array(z.int().check(z.nonnegative()))]))

/** Characters that a record may hold of values; more would make the Tag that keeps it too large. */
export const maxKept = 200_000

/** What the record keeps of a change of metadata: ConfigHub has no history of it. */
export function keepChanges(
  plannedIds: readonly string[],
  changes: ReadonlyMap<string, MetadataChange>,
): string {
  const groups = new Map<string, [MetadataValues, MetadataValues, number[]]>()
  for (const [place, id] of plannedIds.entries()) {
    const change = changes.get(id)
    if (change === undefined) continue
    const key = JSON.stringify([change.before, change.after])
    const group = groups.get(key) ?? [change.before, change.after, []]
    group[2].push(place)
    groups.set(key, group)
  }
  return groups.size === 0 ? '' : JSON.stringify([...groups.values()])
}

/** By UnitID. What cannot be read says nothing; the signature tells when someone wrote it. */
export function readKept(text: string, plannedIds: readonly string[]): Map<string, MetadataChange> {
  const found = new Map<string, MetadataChange>()
  for (const [before, after, places] of Groups.safeParse(jsonIn(text)).data ?? []) {
    for (const place of places) {
      const id = plannedIds[place]
      if (id !== undefined) found.set(id, { before, after })
    }
  }
  return found
}

function jsonIn(text: string): unknown {
  try {
    return text === '' ? undefined : parseExactJson(text)
  } catch {
    return undefined
  }
}
