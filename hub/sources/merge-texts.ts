import { type WithheldChange, withheldChanges } from '#hub/sources/conflicts.ts'
import { keepPolicy } from '#hub/sources/keep-policy.ts'
import { listPolicy } from '#hub/sources/list-policy.ts'
import type { MutationSources } from '#hub/sources/mutation-sources.ts'
import { protectionPolicy } from '#hub/sources/protection.ts'
import { task } from '#hub/work/task.ts'
import type { Outcome } from '#lib/base/result.ts'
import { mergeThreeWay } from '#lib/config/patch/merge-three.ts'

export type TextsToMerge = {
  readonly base: string
  readonly head: string
  readonly theirs: string
  /** Of the head: what set its paths, and which of them are protected. */
  readonly sources: MutationSources
  /** Who wins where both changed the same place. */
  readonly prefer: 'ours' | 'theirs'
  /** Mutations of the head that must not be overwritten, beside what is protected. */
  readonly kept: ReadonlySet<number>
  readonly from: { readonly Index: number; readonly UnitID?: string }
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
}: TextsToMerge): Outcome<MergedDocument> {
  const policyOf = listPolicy(keepPolicy(protectionPolicy(sources, prefer), sources, kept))
  const merged = mergeThreeWay(base, head, theirs, policyOf)
  if (!merged.ok) return { ok: false, message: merged.error.message }
  const { text, conflicts } = merged.value
  return { ok: true, value: { text, withheld: withheldChanges(conflicts, sources, from) } }
}

export const mergeTask = task(import.meta.url, mergeTexts)
