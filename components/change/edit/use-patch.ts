'use client'

import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { aimPatch } from '#components/change/edit/aim.ts'
import {
  type ChangeDraft,
  type PatchDraft,
  type PatchReading,
  readDraft,
} from '#components/change/edit/draft.ts'
import { type ReadPatch, type ReadPatches, readSteps } from '#components/change/edit/steps/read-steps.ts'
import { pauseFor, usePaused } from '#components/change/edit/use-paused.ts'
import { isTyped, type Purpose } from '#components/change/scope/purpose.ts'
import { maskedPatchProblem } from '#lib/change/record/masked-patch.ts'
import type { Resource } from '#lib/config/document/document.ts'
import type { ExtendedUnit, Unit } from '#lib/confighub/schema/entities.ts'
import { functionsQuery } from '#lib/queries/directory.ts'
import { unitHeadQuery } from '#lib/queries/units.ts'

/** Text copied from a document in Hubdeck may contain masks. */
function withoutMasks(reading: PatchReading): PatchReading {
  const problem = reading.ok ? maskedPatchProblem(reading.patch) : undefined
  return problem === undefined ? reading : { ok: false, isEmpty: false, error: { message: problem } }
}

export type TypedPatch = ReadPatches & {
  /** A large text is read once typing pauses; until then the reading is that of an earlier text. */
  readonly isBehind: boolean
  /** Reads what is typed now. */
  readonly readNow: () => PatchReading
}

/** The patch as entered, or as fixed by the purpose. */
export function usePatch(
  purpose: Purpose,
  draft: ChangeDraft,
  resources: readonly Resource[] | undefined,
  unit: ExtendedUnit | undefined,
): TypedPatch {
  const typed = usePatchDrafts(draft)
  const settled = usePaused(typed, pauseFor(typed.patches.map(textOf).join('')))
  const isFunction = typed.patches.some(({ kind }) => kind === 'function')
  const readOne = useReader(
    purpose,
    { isFunction, isDocument: draft.kind === 'document' },
    resources,
    unit?.Unit,
  )
  const read = useCallback(({ patches, open }: PatchDrafts) => readSteps(patches, open, readOne), [readOne])
  const shown = useMemo(() => read(settled), [read, settled])
  return { ...shown, isBehind: settled !== typed, readNow: () => read(typed).reading }
}

type PatchDrafts = { readonly patches: readonly PatchDraft[]; readonly open: number }

/** The same object until a patch is changed: a reason is typed beside them. */
function usePatchDrafts(draft: ChangeDraft): PatchDrafts {
  const { kind, fields, merge, json, call, document, metadata, steps } = draft
  return useMemo(() => {
    const one = {
      kind,
      fields,
      merge,
      json,
      call,
      ...(document && { document }),
      ...(metadata && { metadata }),
    }
    const { before = [], after = [] } = steps ?? {}
    return { patches: [...before, one, ...after], open: before.length }
  }, [kind, fields, merge, json, call, document, metadata, steps])
}

function textOf({ kind, merge, json, document }: PatchDraft): string {
  if (kind === 'document') return document?.text ?? ''
  return kind === 'merge' || kind === 'json' ? { merge, json }[kind].text : ''
}

function useReader(
  purpose: Purpose,
  is: { readonly isFunction: boolean; readonly isDocument: boolean },
  resources: readonly Resource[] | undefined,
  unit: Unit | undefined,
): (draft: PatchDraft) => ReadPatch {
  const isFunction = isTyped(purpose) && is.isFunction
  const { UnitID = '', ToolchainType } = unit ?? {}
  const isDocument = isTyped(purpose) && is.isDocument
  const head = useQuery({ ...unitHeadQuery(UnitID), enabled: isDocument && UnitID !== '' })
  const { HeadRevisionNum: num, DataHash: hash } = head.data?.Unit ?? {}
  const functions = useQuery({ ...functionsQuery(), enabled: isFunction })
  return useCallback(
    (draft): ReadPatch => {
      const read = (): PatchReading => {
        if (purpose.kind !== 'edit' && !isTyped(purpose)) return { ok: true, patch: purpose.patch }
        if (draft.kind === 'function' && functions.data === undefined) return noFunctions(functions.isError)
        if (isOfOtherUnit(draft, UnitID)) return otherUnit
        if (isOfOtherHead(draft, hash)) return otherHead(num)
        return withoutMasks(readDraft(draft, functions.data ?? [], ToolchainType))
      }
      return purpose.kind === 'edit'
        ? aimPatch(read(), resources)
        : { reading: read(), aim: { kind: 'given' } }
    },
    [purpose, functions.data, functions.isError, resources, UnitID, ToolchainType, num, hash],
  )
}

const otherUnit: PatchReading = {
  ok: false,
  isEmpty: true,
  error: { message: 'The text was typed for another unit.' },
}

function isOfOtherUnit({ kind, document }: PatchDraft, unitId: string): boolean {
  return kind === 'document' && unitId !== '' && document !== undefined && document.base.UnitID !== unitId
}

/** Until the head is known, nothing speaks against a preview. */
function isOfOtherHead({ kind, document }: PatchDraft, hash: string | undefined): boolean {
  return (
    kind === 'document' && hash !== undefined && document !== undefined && document.base.DataHash !== hash
  )
}

function otherHead(num = 0): PatchReading {
  const message = `Somebody changed this unit. Bring r${num} into your text before you preview.`
  return { ok: false, isEmpty: true, error: { message } }
}

function noFunctions(isError: boolean): PatchReading {
  const message = isError
    ? 'The functions of this hub could not be loaded.'
    : 'The functions of this hub are still loading.'
  return { ok: false, isEmpty: true, error: { message } }
}
