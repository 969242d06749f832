import { guardedRoute } from '#lib/server/access/access.ts'
import { answerForgetView, answerSaveView } from '#lib/server/changes/saved-views.ts'

/** Keeps a named look of the grid as a View in ConfigHub. */
export const POST = guardedRoute('/api/saved-views', { what: () => 'save a view', answer: answerSaveView })

export const DELETE = guardedRoute('/api/saved-views', {
  what: () => 'delete a saved view',
  answer: answerForgetView,
})
