import type { ConfigHub } from '#lib/confighub/client.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'
import type { WritingRights } from '#lib/confighub/writing-rights.ts'

export type SpaceWriting = Pick<WritingRights, 'writing' | 'reason'>

/** Rehearses an empty change of the first Unit in a Space; nothing for a Space without Units. */
export async function askSpaceWriting(
  hub: ConfigHub,
  spaceId: string,
  signal: AbortSignal | undefined,
): Promise<SpaceWriting | undefined> {
  const where = `SpaceID = '${spaceId}'`
  const [first] = (await hub.unitPage({ where, select: 'Slug', limit: 1 }, signal)).items
  if (first === undefined) return undefined
  try {
    await hub.dryRunUnitPatch(spaceId, first.Unit.UnitID, signal)
    return { writing: 'allowed' }
  } catch (error) {
    if (!(error instanceof ConfigHubError)) throw error
    const { status, message } = error
    // A quota answers 403 too, and says nothing about the person.
    if (status === 403 && !/quota/i.test(message)) return { writing: 'refused', reason: message }
    if (status === 401 || status === 0 || status >= 502) throw error
    return { writing: 'unknown' }
  }
}
