import type { Patch } from '#lib/change/model.ts'
import { mask } from '#lib/config/mask/spans.ts'

/**
 * Why a patch may not be applied that has a mask in it; nothing when it has none. What a person copies from a document
 * here holds masks instead of secrets, and written back they would replace the secrets.
 */
export function maskedPatchProblem(patch: Patch): string | undefined {
  if (!JSON.stringify(patch).includes(mask)) return undefined
  return (
    `The patch contains ${mask}, which stands for a masked secret. Writing it would replace the secret. ` +
    'Type the value itself, or leave that part out.'
  )
}
