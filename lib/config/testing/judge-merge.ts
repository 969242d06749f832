import { equalJson, type JsonMap } from '#lib/base/json.ts'
import { mergeValue } from '#lib/config/patch/merge-value.ts'
import { allDifferences, type KubectlDifference } from '#lib/config/testing/kubectl-differences.ts'
import { kubectlMerge, type ModelOutcome } from '#lib/config/testing/kubectl-model.ts'

export type TriedMerge = { readonly kind: string; readonly document: JsonMap; readonly patch: JsonMap }

export type Judgement =
  | { readonly verdict: 'equal' | 'both refuse' | 'unexplained' }
  /** The differences without any of which the answers would not be what they are; none if several would do. */
  | { readonly verdict: 'deliberate'; readonly because: readonly KubectlDifference[] }

export function hubdeckMerge(document: JsonMap, patch: JsonMap): ModelOutcome {
  const merged = mergeValue(document, patch)
  return merged.ok ? { value: merged.value.value as JsonMap } : { refusal: merged.error.message }
}

/**
 * How Hubdeck's answer stands to kubectl's. It differs deliberately if the model of kubectl gives kubectl's answer, and
 * ours with the differences that docs/patching.md lists, and nothing else.
 */
export function judgeMerge(
  { kind, document, patch }: TriedMerge,
  kubectl: ModelOutcome,
  hubdeck: ModelOutcome,
): Judgement {
  const isHeld = agree(kubectlMerge(kind, document, patch), kubectl)
  const givesOurs = (differences: ReadonlySet<KubectlDifference>) =>
    agree(kubectlMerge(kind, document, patch, differences), hubdeck)
  if (!isHeld || !givesOurs(allDifferences)) return { verdict: 'unexplained' }
  if (agree(kubectl, hubdeck)) return { verdict: 'value' in kubectl ? 'equal' : 'both refuse' }
  const because = [...allDifferences].filter(
    (each) => !givesOurs(new Set([...allDifferences].filter((other) => other !== each))),
  )
  return { verdict: 'deliberate', because }
}

function agree(one: ModelOutcome, other: ModelOutcome): boolean {
  if ('refusal' in one || 'refusal' in other) return 'refusal' in one && 'refusal' in other
  return equalJson(one.value, other.value)
}
