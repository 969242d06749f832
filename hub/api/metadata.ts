import type { z } from 'zod'
import { Failure } from '#hub/api/failure.ts'
import { mergeMap, type NewTag, type TagPatch } from '#hub/api/validate.ts'

/** What Spaces, Units and Tags have in common (confighub-api 4.1). */
export type Metadata = {
  readonly Slug: string
  readonly DisplayName: string
  readonly Labels: Readonly<Record<string, string>>
  readonly Annotations: Readonly<Record<string, string>>
  readonly DeleteGates: Readonly<Record<string, boolean>>
}

export function newMetadata(body: z.infer<typeof NewTag>): Metadata {
  const { Slug, DisplayName = '', Labels = {}, Annotations = {}, DeleteGates = {} } = body
  return { Slug, DisplayName, Labels, Annotations, DeleteGates }
}

/** After a merge patch; one that was made for another version is refused. */
export function patchedMetadata(
  current: Metadata & { readonly Version: number },
  patch: z.infer<typeof TagPatch>,
): Metadata {
  mustBeVersion(current, patch.Version)
  return {
    Slug: patch.Slug ?? current.Slug,
    DisplayName: patch.DisplayName === undefined ? current.DisplayName : (patch.DisplayName ?? ''),
    Labels: mergeMap(current.Labels, patch.Labels) ?? current.Labels,
    Annotations: mergeMap(current.Annotations, patch.Annotations) ?? current.Annotations,
    DeleteGates: mergeMap(current.DeleteGates, patch.DeleteGates) ?? current.DeleteGates,
  }
}

/** A change that was made for another Version is refused. */
export function mustBeVersion(current: Readonly<Record<string, unknown>>, seen: unknown): void {
  if (seen === undefined || seen === current.Version) return
  if (!Number.isSafeInteger(seen)) throw new Failure(400, 'Version: a whole number')
  throw new Failure(409, `${current.Slug} changed since it was read: its Version is now ${current.Version}.`)
}

/** As columns: maps travel to the database as JSON text. */
export function metadataColumns({ Slug, DisplayName, Labels, Annotations, DeleteGates }: Metadata) {
  return {
    Slug,
    DisplayName,
    Labels: JSON.stringify(Labels),
    Annotations: JSON.stringify(Annotations),
    DeleteGates: JSON.stringify(DeleteGates),
  }
}
