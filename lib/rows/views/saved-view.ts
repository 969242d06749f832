import * as z from 'zod/mini'
import type { NewView, ViewPatch } from '#lib/confighub/client.ts'
import { nameOf, newEntity, type SavedEntity, savedEntityOf } from '#lib/confighub/saved/saved-entity.ts'
import { type SavedQuery, savedQueryOf } from '#lib/confighub/saved/saved-query.ts'
import type { ExtendedView, View } from '#lib/confighub/schema/entities.ts'
import { isKeepable, Look, lookAnnotations, lookFrom, noLookAnnotations } from '#lib/rows/views/look.ts'
import { shownBy, shownOf } from '#lib/rows/views/view-columns.ts'

/** A look of the grid that has a name: a View of Units in ConfigHub (contract 4.7). */
export type SavedView = SavedEntity & {
  readonly look: Look
  /** The saved query that it opens too; without one the query stays. */
  readonly query?: SavedQuery
}

/** What a browser sends to save a view; with `viewId` an earlier one is replaced. */
export const SaveViewRequest = z.object({
  spaceId: z.uuid(),
  viewId: z.exactOptional(z.uuid()),
  /** The Version that was read; another one is a conflict. */
  version: z.exactOptional(z.int()),
  name: nameOf('view'),
  /** The saved query that it opens too. */
  filterId: z.exactOptional(z.uuid()),
  look: Look.check(z.refine(isKeepable, 'This is more than a View can keep. Leave out columns or widths.')),
})
export type SaveViewRequest = z.infer<typeof SaveViewRequest>

export const ForgetViewRequest = z.object({ spaceId: z.uuid(), viewId: z.uuid() })
export type ForgetViewRequest = z.infer<typeof ForgetViewRequest>

/** The View that keeps a look: its columns as far as ConfigHub knows them, and the whole in annotations. */
export function viewOf({ name, look, filterId }: SaveViewRequest, userId: string): NewView {
  const entity = newEntity(name, 'view', userId)
  return {
    ...entity,
    Of: 'Unit',
    ...(filterId === undefined ? {} : { FilterID: filterId }),
    ...shownOf(look),
    Annotations: { ...entity.Annotations, ...lookAnnotations(look) },
  }
}

/** A new name leaves the Slug, by which programs may know the View, and whoever saved it first. */
export function viewPatchOf(request: SaveViewRequest): ViewPatch {
  const { name, look, filterId, version } = request
  return {
    DisplayName: name,
    FilterID: filterId ?? null,
    ...shownOf(look),
    Annotations: { ...noLookAnnotations, ...lookAnnotations(look) },
    ...(version === undefined ? {} : { Version: version }),
  }
}

/** The look that a View keeps; of one made elsewhere what the grid can show of it. */
export function savedViewOf({ View, Space, Filter }: ExtendedView): SavedView {
  const kept = lookFrom(View.Annotations ?? {})
  const shown = shownBy(View)
  const look = kept === undefined || kept === 'unreadable' ? lookOf(shown) : kept
  const cautions = [
    ...(kept === 'unreadable' ? ['What Hubdeck kept beside its columns cannot be read.'] : []),
    ...(kept === look ? changedElsewhere(look, View) : notShown(shown.unknown)),
    ...(View.FilterID !== undefined && Filter === undefined
      ? ['Its saved query is not yours to see, so the query stays.']
      : []),
  ]
  return {
    ...savedEntityOf(View.ViewID, View, Space),
    look,
    ...(Filter === undefined ? {} : { query: savedQueryOf({ Filter }) }),
    ...(cautions.length === 0 ? {} : { caution: cautions.join(' ') }),
  }
}

function lookOf({ cols, group, sort }: ReturnType<typeof shownBy>): Look {
  return { ...Look.parse({}), cols, group, sort }
}

/** Whoever edits the columns of a View in ConfigHub does not know of the annotations. */
function changedElsewhere(look: Look, view: View): string[] {
  const isSame = JSON.stringify(shownBy(shownOf(look))) === JSON.stringify(shownBy(view))
  return isSame ? [] : ['Its columns or order were changed in ConfigHub; here it is as it was saved.']
}

function notShown(names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`Not shown here: ${names.join(', ')}.`]
}
