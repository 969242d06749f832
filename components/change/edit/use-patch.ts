'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type Aim, aimPatch } from '#components/change/edit/aim.ts'
import { type ChangeDraft, type PatchReading, readDraft } from '#components/change/edit/draft.ts'
import { isTyped, type Purpose } from '#components/change/scope/purpose.ts'
import { maskedPatchProblem } from '#lib/change/record/masked-patch.ts'
import type { Resource } from '#lib/config/document/document.ts'
import { functionsQuery } from '#lib/queries/directory.ts'

/** Text copied from a document in Hubdeck may contain masks. */
function withoutMasks(reading: PatchReading): PatchReading {
  const problem = reading.ok ? maskedPatchProblem(reading.patch) : undefined
  return problem === undefined ? reading : { ok: false, isEmpty: false, error: { message: problem } }
}

/** The patch as entered, or as fixed by the purpose, and which resources it applies to. */
export function usePatch(
  purpose: Purpose,
  draft: ChangeDraft,
  resources: readonly Resource[] | undefined,
  toolchain: string | undefined,
): { readonly reading: PatchReading; readonly aim: Aim } {
  const typed = useTypedPatch(purpose, draft, toolchain)
  const isEdit = purpose.kind === 'edit'
  return useMemo(
    () => (isEdit ? aimPatch(typed, resources) : { reading: typed, aim: { kind: 'given' } }),
    [isEdit, typed, resources],
  )
}

function useTypedPatch(purpose: Purpose, draft: ChangeDraft, toolchain: string | undefined): PatchReading {
  const isFunction = isTyped(purpose) && draft.kind === 'function'
  const functions = useQuery({ ...functionsQuery(), enabled: isFunction })
  return useMemo((): PatchReading => {
    if (purpose.kind !== 'edit' && !isTyped(purpose)) return { ok: true, patch: purpose.patch }
    if (isFunction && functions.data === undefined) {
      const message = functions.isError
        ? 'The functions of this hub could not be loaded.'
        : 'The functions of this hub are still loading.'
      return { ok: false, isEmpty: true, error: { message } }
    }
    return withoutMasks(readDraft(draft, functions.data ?? [], toolchain))
  }, [purpose, draft, isFunction, functions.data, functions.isError, toolchain])
}
