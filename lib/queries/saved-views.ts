import * as z from 'zod/mini'
import { browserHub } from '#lib/queries/browser-hub.ts'
import { savedListQuery, savedWrites } from '#lib/queries/saved-lists.ts'
import { type ForgetViewRequest, type SaveViewRequest, savedViewOf } from '#lib/rows/views/saved-view.ts'

/** Every View of Units. */
export const savedViewsQuery = () =>
  savedListQuery('saved-views', async (signal) => {
    const views = await browserHub.allViews({ where: "Of = 'Unit'", include: 'SpaceID,FilterID' }, signal)
    return views.map(savedViewOf)
  })

const Kept = z.object({ viewId: z.uuid(), spaceId: z.uuid() })
const writes = savedWrites<SaveViewRequest, ForgetViewRequest, z.infer<typeof Kept>>(
  'saved-views',
  async () => Kept,
)
export const { save: saveViewMutation, forget: forgetViewMutation } = writes
