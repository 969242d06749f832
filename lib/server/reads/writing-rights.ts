import 'server-only'
import { mapParallel } from '#lib/confighub/chunking.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import type { Space } from '#lib/confighub/schema/entities.ts'
import { askSpaceWriting, type SpaceWriting } from '#lib/confighub/space-writing.ts'
import type { WritingRights } from '#lib/confighub/writing-rights.ts'
import type { RouteContext } from '#lib/server/access/access.ts'
import { answerJson } from '#lib/server/http/answer-json.ts'

/** A viewer costs two calls for each; a person who may write is found out with the first. */
const maxSpacesAsked = 20

export async function answerWritingRights(request: Request, context: RouteContext): Promise<Response> {
  const body = await findWritingRights(context.hub, context.session.UserID, request.signal)
  return answerJson(body, context.requestId)
}

/**
 * Tries one Unit in each of several Spaces until one may be written. Nothing is written, because every try is a dry run.
 * @internal For tests.
 */
export async function findWritingRights(
  hub: ConfigHub,
  userId: string,
  signal?: AbortSignal,
): Promise<WritingRights> {
  const found = await hub.spaces({ select: 'Slug,Permissions', order_by: 'Slug' }, signal)
  const candidates = found
    .map(({ Space }) => Space)
    .sort((a, b) => promise(b, userId) - promise(a, userId))
    .slice(0, maxSpacesAsked)
  const answers: SpaceWriting[] = []
  await mapParallel(
    candidates,
    async (space) => {
      if (answers.some(({ writing }) => writing === 'allowed')) return
      const answer = await askSpaceWriting(hub, space.SpaceID, signal)
      if (answer !== undefined) answers.push(answer)
    },
    2,
  )
  return { ...conclude(answers), asked: answers.length, spaces: found.length }
}

function conclude(answers: readonly SpaceWriting[]): SpaceWriting {
  const best = ['allowed', 'unknown'].flatMap((kind) => answers.find(({ writing }) => writing === kind) ?? [])
  return best[0] ?? answers[0] ?? { writing: 'unknown' }
}

/** Spaces that list the person for writing come first, then those that list groups, then those that list nobody. */
function promise({ Permissions }: Space, userId: string): number {
  const listed = [Permissions?.Edit, Permissions?.Manage].filter((subjects) => subjects !== undefined)
  if (listed.some(({ UserIDs }) => UserIDs?.[userId] === true)) return 3
  if (listed.some(({ GroupIDs }) => Object.values(GroupIDs ?? {}).includes(true))) return 2
  return listed.length === 0 ? 1 : 0
}
