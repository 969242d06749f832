import { documentHash } from '#lib/change/document-hash.ts'
import { readHeads } from '#lib/change/documents.ts'
import { evaluator } from '#lib/change/evaluate.ts'
import type { SealContents, SealedUnit } from '#lib/change/seal.ts'
import { maskConfig } from '#lib/config/mask.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'

/** One unit of a preview in full, for reading: secrets are masked on both sides. */
export type PreviewedDocument = {
  readonly before: string
  readonly after: string
  /** Something is not shown, so the two may look equal where they are not. */
  readonly isMasked: boolean
}

/** Computes one document of a sealed preview again. Throws when it is not what was sealed any more. */
export async function previewedDocument(
  hub: ConfigHub,
  { units, patch }: SealContents,
  unitId: string,
  signal?: AbortSignal,
): Promise<PreviewedDocument> {
  const unit = units.find((each) => each.UnitID === unitId)
  if (unit === undefined) throw refusal(404, 'not-previewed', 'This unit is not part of the preview.')
  const [head] = await readHeads(hub, [unit], signal)
  if (head?.status === 'unreadable') throw refusal(404, 'unreadable', head.reason)
  if (head?.status !== 'as-frozen') throw moved()
  const after = await resultOf(hub, { unit, patch, text: head.text }, signal)
  const [from, to] = [maskConfig(head.text), maskConfig(after)]
  return { before: from.text, after: to.text, isMasked: from.masked > 0 || to.masked > 0 }
}

async function resultOf(
  hub: ConfigHub,
  { unit, patch, text }: { unit: SealedUnit; patch: SealContents['patch']; text: string },
  signal: AbortSignal | undefined,
): Promise<string> {
  if (unit.resultHash === undefined) return text
  const [evaluation] = await evaluator(hub, patch)([{ unit, text }], signal)
  const isSealed =
    evaluation?.status === 'change' && (await documentHash(evaluation.text)) === unit.resultHash
  if (!isSealed) throw moved()
  return evaluation.text
}

function moved(): ConfigHubError {
  return refusal(409, 'moved', 'Somebody changed this unit after the preview. Preview it again to see it.')
}

function refusal(status: number, code: string, message: string): ConfigHubError {
  return new ConfigHubError({ status, code, message, operation: 'preview document' })
}
