import { isOfMetadata } from '#lib/change/metadata/values.ts'
import {
  type Compute,
  computeHere,
  type Job,
  jobOf,
  type ShownDocument,
} from '#lib/change/preview/compute.ts'
import { deriver } from '#lib/change/preview/derive.ts'
import { readHeads } from '#lib/change/preview/documents.ts'
import type { SealContents, SealedUnit } from '#lib/change/seal/seal-contents.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'

/** One unit of a preview in full, for reading: secrets are masked on both sides. */
export type PreviewedDocument = Omit<Extract<ShownDocument, { status: 'shown' }>, 'status'>

/** Computes one document of a sealed preview again. Throws when the result differs from the sealed one. */
export async function previewedDocument(
  hub: ConfigHub,
  { units, patch }: SealContents,
  unitId: string,
  signal?: AbortSignal,
  compute: Compute = computeHere,
): Promise<PreviewedDocument> {
  if (isOfMetadata(patch)) throw refusal(404, 'not-a-document', 'This preview is about no document.')
  const unit = units.find((each) => each.UnitID === unitId)
  if (unit === undefined) throw refusal(404, 'not-previewed', 'This unit is not part of the preview.')
  const [head] = await readHeads(hub, [unit], signal)
  if (head?.status === 'unreadable') throw refusal(404, 'unreadable', head.reason)
  if (head?.status !== 'as-frozen') throw moved()
  const job = await jobFor(hub, { unit, patch, text: head.text }, signal)
  const { resultHash } = unit
  const sealed = resultHash === undefined ? {} : { resultHash }
  const shown = await compute.document({ ...job, ...sealed, patch }, signal)
  if (shown.status === 'failed') throw refusal(422, 'not-computed', shown.reason)
  if (shown.status === 'other') throw moved()
  const { before, after, isMasked } = shown
  return { before, after, isMasked }
}

async function jobFor(
  hub: ConfigHub,
  { unit, patch, text }: { unit: SealedUnit; patch: SealContents['patch']; text: string },
  signal: AbortSignal | undefined,
): Promise<Job> {
  const head = { unit, text }
  if (unit.resultHash === undefined) return jobOf({ head, derivation: { from: 'text', text } })
  for await (const [derived] of deriver(hub, patch)([head], signal)) {
    if (derived !== undefined) return jobOf(derived)
  }
  throw moved()
}

function moved(): ConfigHubError {
  return refusal(409, 'moved', 'Someone changed this unit after the preview. Preview it again to see it.')
}

function refusal(status: number, code: string, message: string): ConfigHubError {
  return new ConfigHubError({ status, code, message, operation: 'preview document' })
}
