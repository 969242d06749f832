import { type RecordReader, readProven } from '#lib/change/record/record.ts'
import { signedStatus } from '#lib/change/record/record-signature.ts'
import { mustBeEndable } from '#lib/change/record/resume.ts'
import { withMoment } from '#lib/change/record/tag/moment.ts'
import { patchUnchanged } from '#lib/change/record/tag/tag-writes.ts'
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
  const tag = record.tag.Tag
  const state: WaveState = { state: 'ended', by: author.UserID, at: now.toISOString() }
  const ended = signedStatus('state', JSON.stringify(state), tag.TagID, secret)
  await patchUnchanged(hub, tag, { Annotations: withMoment(tag, ended, secret) })
  return state
}
