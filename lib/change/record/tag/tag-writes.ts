import type { ConfigHub } from '#lib/confighub/client.ts'
import { ConfigHubError, mayBeDone } from '#lib/confighub/error.ts'
import type { Tag } from '#lib/confighub/schema/entities.ts'

// Writes of a Tag whose answers may be lost.

export type TagPlace = Pick<Tag, 'TagID' | 'SpaceID' | 'Version' | 'Annotations'>
export type TagPatch = Parameters<ConfigHub['patchTag']>[2]

// The Tag may exist even though its answer was lost; giving up would leave it behind empty.
export async function createTag(hub: ConfigHub, spaceId: string, Slug: string): Promise<Tag> {
  return hub.createTag(spaceId, { Slug }).catch(async (lost: unknown) => {
    if (!mayBeDone(lost)) throw lost
    const where = `SpaceID = '${spaceId}' AND Slug = '${Slug}'`
    const { items } = await hub.tagPage({ where, limit: 1 }).catch(() => ({ items: [] }))
    const [found] = items
    if (found === undefined) throw lost
    return found.Tag
  })
}

/**
 * Refused (409) when someone changed the Tag since it was read: of two who take up a change at once, one does. Whether
 * its own write was done, when the answer is lost or says that it came too late, the Tag itself tells by its moment.
 */
export async function patchUnchanged(hub: ConfigHub, tag: TagPlace, patch: TagPatch): Promise<TagPlace> {
  const { SpaceID, TagID, Version } = tag
  const send = () => hub.patchTag(SpaceID, TagID, Version === undefined ? patch : { ...patch, Version })
  return send().catch(async (lost: unknown) => {
    const done = await whereDone(hub, TagID, patch, lost)
    if (done !== undefined) return done
    // Without a version to go by, sending it again might undo what someone else wrote meanwhile.
    if (!mayBeDone(lost) || Version === undefined) throw lost
    return send().catch(async (late: unknown) => {
      const done = await whereDone(hub, TagID, patch, late)
      if (done === undefined) throw late
      return done
    })
  })
}

/**
 * The Tag, where a patch that failed is written all the same: its answer was lost, or it arrived twice, by a proxy or
 * late, and the second conflicted with the first.
 */
async function whereDone(
  hub: ConfigHub,
  tagId: string,
  patch: TagPatch,
  error: unknown,
): Promise<TagPlace | undefined> {
  const now = isConflict(error) || mayBeDone(error) ? await tagNow(hub, tagId) : undefined
  return now !== undefined && isPatched(now, patch) ? now : undefined
}

/** Someone changed the Tag since it was read. */
export function isConflict(error: unknown): error is ConfigHubError {
  return error instanceof ConfigHubError && error.status === 409
}

function isPatched(tag: TagPlace, { Annotations = {} }: TagPatch): boolean {
  return Object.entries(Annotations).every(([name, value]) => (tag.Annotations?.[name] ?? null) === value)
}

export async function tagNow(hub: ConfigHub, tagId: string): Promise<Tag | undefined> {
  const { items } = await hub.tagPage({ where: `TagID = '${tagId}'`, limit: 1 })
  return items[0]?.Tag
}
