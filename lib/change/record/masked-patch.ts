import type { Patch } from '#lib/change/model.ts'
import { mask } from '#lib/config/mask/spans.ts'

/**
 * Why a patch that contains a mask may not be applied; undefined without one. Text copied from a document in Hubdeck
 * contains masks, and writing them would replace the secrets.
 */
export function maskedPatchProblem(patch: Patch): string | undefined {
  // A document is compared with its head, line by line: masks in lines that were left stand for what is there.
  if (patch.kind === 'document') return undefined
  if (!JSON.stringify(patch).includes(mask)) return undefined
  return (
    `The patch contains ${mask}, which stands for a masked secret. Writing it would replace the secret. ` +
    'Type the value itself, or leave that part out.'
  )
}
