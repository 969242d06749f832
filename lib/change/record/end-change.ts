import { type RecordReader, readProven } from '#lib/change/record/record.ts'
import { signedStatus } from '#lib/change/record/record-signature.ts'
import { mustBeEndable } from '#lib/change/record/resume.ts'
import { withMoment } from '#lib/change/record/tag/moment.ts'
import type { WaveState } from '#lib/change/waves/state.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'

/**
 * Says in its record that no further wave of a change is written. Anyone who may change the record can do so, under
 * their own name; a wave that is being written is written to its end.
 */
export async function endChange(
  hub: ConfigHub,
  tagId: string,
  { secret, author }: RecordReader,
  now: Date,
): Promise<WaveState> {
  const record = await readProven(hub, tagId.toLowerCase(), { secret, author })
  mustBeEndable(record)
  const { TagID, SpaceID, Version } = record.tag.Tag
  const state: WaveState = { state: 'ended', by: author.UserID, at: now.toISOString() }
  const ended = signedStatus('state', JSON.stringify(state), TagID, secret)
  const Annotations = withMoment(record.tag.Tag, ended, secret)
  await hub.patchTag(SpaceID, TagID, { Annotations, ...(Version === undefined ? {} : { Version }) })
  return state
}
