import { type WithheldChange, withheldChanges } from '#hub/sources/conflicts.ts'
import { keepPolicy } from '#hub/sources/keep-policy.ts'
import { listPolicy } from '#hub/sources/list-policy.ts'
import type { MutationSources } from '#hub/sources/mutation-sources.ts'
import { protectionPolicy } from '#hub/sources/protection.ts'
import { namedConfig } from '#hub/store/read-shallow.ts'
import { resourceFormat } from '#hub/store/resource-format.ts'
import { task } from '#hub/work/task.ts'
import type { Outcome } from '#lib/base/result.ts'
import { mergeFormats } from '#lib/config/patch/apply-format.ts'
import { mergeThreeWay } from '#lib/config/patch/merge-three.ts'

export type TextsToMerge = {
  readonly base: string
  readonly head: string
  readonly theirs: string
  /** The sources of the head: what set its paths, and which of them are protected. */
  readonly sources: MutationSources
  /** Who wins where both changed the same place. */
  readonly prefer: 'ours' | 'theirs'
  /** Mutations of the head that must not be overwritten, beside what is protected. */
  readonly kept: ReadonlySet<number>
  readonly from: { readonly Index: number; readonly UnitID?: string }
  readonly toolchain: string
}

export type MergedDocument = { readonly text: string; readonly withheld: readonly WithheldChange[] }

/** A document with a change merged into it, resource by resource and path by path (contract 4.5, 8g). */
export function mergeTexts({
  base,
  head,
  theirs,
  sources,
  prefer,
  kept,
  from,
  toolchain,
}: TextsToMerge): Outcome<MergedDocument> {
  const policyOf = listPolicy(keepPolicy(protectionPolicy(sources, prefer), sources, kept))
  const merged =
    resourceFormat(toolchain) === ''
      ? mergeThreeWay(base, head, theirs, policyOf)
      : mergeFormats({ base, ours: head, theirs }, toolchain, (resource) => policyOf(namedConfig(resource)))
  if (!merged.ok) return { ok: false, message: merged.error.message }
  const { text } = merged.value
  const conflicts =
    resourceFormat(toolchain) === ''
      ? merged.value.conflicts
      : merged.value.conflicts.map((each) => ({ ...each, ...namedConfig(each) }))
  return { ok: true, value: { text, withheld: withheldChanges(conflicts, sources, from) } }
}

export const mergeTask = task(import.meta.url, mergeTexts)
