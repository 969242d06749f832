import { catalogue } from '#hub/functions/catalogue.ts'
import type { Signature } from '#hub/functions/function.ts'
import { selectSignatures } from '#hub/functions/where-signature.ts'
import { task } from '#hub/work/task.ts'
import type { Outcome } from '#lib/base/result.ts'

/** Toolchain type -> function name -> signature, of those that `where` selects. */
export function listSignatures(where: string): Outcome<Record<string, Record<string, Signature>>> {
  const selected = selectSignatures(where)
  if (!selected.ok) return selected
  const listed = [...catalogue].map(([toolchain, byName]) => [
    toolchain,
    Object.fromEntries(
      [...byName]
        .filter(([, { signature }]) => selected.value(signature))
        .map(([name, { signature }]) => [name, signature]),
    ),
  ])
  return { ok: true, value: Object.fromEntries(listed) }
}

export const signaturesTask = task(import.meta.url, listSignatures)
