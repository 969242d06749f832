import type { ConfigHub } from '#lib/confighub/client.ts'
import { mayBeDone } from '#lib/confighub/error.ts'
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
 * Refused (409) when someone changed the Tag since it was read: of two who take up a change at once, one does. When the
 * answer is lost, the Tag itself says whether it was done.
 */
export async function patchUnchanged(hub: ConfigHub, tag: TagPlace, patch: TagPatch): Promise<TagPlace> {
  const { SpaceID, TagID, Version } = tag
  const send = () => hub.patchTag(SpaceID, TagID, Version === undefined ? patch : { ...patch, Version })
  return send().catch(async (lost: unknown) => {
    if (!mayBeDone(lost)) throw lost
    const now = await tagNow(hub, TagID)
    if (now !== undefined && isPatched(now, patch)) return now
    // Without a version to go by, sending it again might undo what someone else wrote meanwhile.
    if (Version === undefined) throw lost
    return send()
  })
}

function isPatched(tag: TagPlace, { Annotations = {} }: TagPatch): boolean {
  return Object.entries(Annotations).every(([name, value]) => (tag.Annotations?.[name] ?? null) === value)
}

export async function tagNow(hub: ConfigHub, tagId: string): Promise<Tag | undefined> {
  const { items } = await hub.tagPage({ where: `TagID = '${tagId}'`, limit: 1 })
  return items[0]?.Tag
}
