import * as z from 'zod/mini'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ExtendedTag, Tag } from '#lib/confighub/schema/entities.ts'
import { jsonWrite, listQuery, type Transport } from '#lib/confighub/transport.ts'

function tagPath(spaceId: string, tagId: string): string {
  return `/space/${encodeURIComponent(spaceId)}/tag/${encodeURIComponent(tagId)}`
}

/** Tags: how Hubdeck records a change. */
export function tagCalls(
  transport: Transport,
): Pick<ConfigHub, 'tagPage' | 'tag' | 'createTag' | 'patchTag'> {
  return {
    tagPage: (parameters, signal) =>
      transport.page(
        { method: 'GET', safe: true, path: '/tag', query: listQuery(parameters), signal },
        z.array(ExtendedTag),
      ),
    tag: (spaceId, tagId, signal) =>
      transport.json({ method: 'GET', safe: true, path: tagPath(spaceId, tagId), signal }, ExtendedTag),
    createTag: (spaceId, tag, signal) =>
      transport.json(jsonWrite('POST', `/space/${encodeURIComponent(spaceId)}/tag`, tag, signal), Tag),
    patchTag: (spaceId, tagId, patch, signal) =>
      transport.json(jsonWrite('PATCH', tagPath(spaceId, tagId), patch, signal), Tag),
  }
}
