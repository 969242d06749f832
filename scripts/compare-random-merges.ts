import type { JsonMap } from '#lib/base/json.ts'
import { hubdeckMerge, type Judgement, judgeMerge, type TriedMerge } from '#lib/config/testing/judge-merge.ts'
import { kubectlDifferences } from '#lib/config/testing/kubectl-differences.ts'
import { kubernetesKinds } from '#lib/config/testing/kubernetes-fields.ts'
import { randomDocument } from '#lib/config/testing/random-documents.ts'
import { randomPatch } from '#lib/config/testing/random-patches.ts'
import { smallerValues } from '#lib/config/testing/smaller-values.ts'
import type { Answer, AskKubectl } from '#scripts/ask-kubectl.ts'

/** kubectl takes one patch for many documents, and starting it takes the time. */
const documentsPerPatch = 4
const atOnce = 3
const examplesShown = 5

/** Merges random patches into random documents of all kinds, and says how many are not as they should be. */
export async function compareRandomMerges(ask: AskKubectl, count: number, seed: number): Promise<boolean> {
  const kinds = Object.keys(kubernetesKinds)
  const counts = new Map<string, number>()
  const unexplained: TriedMerge[] = []
  let next = 0
  const work = async () => {
    while (next * documentsPerPatch < count) {
      const turn = next
      next += 1
      const kind = kinds[turn % kinds.length] ?? ''
      const merges = mergesOf(kind, seed * 1_000_003 + turn, count - turn * documentsPerPatch)
      for (const { merge, judgement } of await judge(ask, merges)) {
        for (const name of namesOf(judgement)) counts.set(name, (counts.get(name) ?? 0) + 1)
        if (judgement.verdict === 'unexplained') unexplained.push(merge)
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  console.log(`${count} random merges of ${kinds.length} kinds, seed ${seed}:`)
  for (const [name, times] of [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    console.log(`  ${times} ${name}`)
  for (const merge of unexplained.slice(0, examplesShown)) await show(ask, merge)
  return unexplained.length === 0
}

function mergesOf(kind: string, seed: number, atMost: number): TriedMerge[] {
  const patch = randomPatch(kind, seed)
  return Array.from({ length: Math.min(documentsPerPatch, atMost) }, (_, index) => ({
    kind,
    document: randomDocument(kind, `m${index}`, seed * documentsPerPatch + index),
    patch,
  }))
}

async function judge(ask: AskKubectl, merges: readonly TriedMerge[]) {
  const [{ patch } = { patch: {} }] = merges
  const answers = await ask(
    merges.map(({ document }) => document),
    patch,
  )
  return merges.map((merge, index) => {
    const answer: Answer = answers[index] ?? { refusal: 'kubectl did not answer' }
    return { merge, judgement: judgeMerge(merge, answer, hubdeckMerge(merge.document, patch)) }
  })
}

function namesOf(judgement: Judgement): string[] {
  if (judgement.verdict !== 'deliberate') return [judgement.verdict]
  const reasons = judgement.because.map((each) => kubectlDifferences[each].why)
  return ['deliberate', ...(reasons.length === 0 ? ['several'] : reasons).map((why) => `deliberate: ${why}`)]
}

/** The smallest merge that is still unexplained says most. */
async function show(ask: AskKubectl, merge: TriedMerge): Promise<void> {
  const smallest = await shrink(ask, merge)
  const [answer] = await ask([smallest.document], smallest.patch)
  console.log(`\nUnexplained, ${smallest.kind}:`)
  console.log(`  document ${JSON.stringify(smallest.document)}`)
  console.log(`  patch    ${JSON.stringify(smallest.patch)}`)
  console.log(`  kubectl  ${JSON.stringify(answer)}`)
  console.log(`  Hubdeck  ${JSON.stringify(hubdeckMerge(smallest.document, smallest.patch))}`)
}

async function shrink(ask: AskKubectl, merge: TriedMerge): Promise<TriedMerge> {
  for (const smaller of smallerMerges(merge)) {
    const [judged] = await judge(ask, [smaller])
    if (judged?.judgement.verdict === 'unexplained') return await shrink(ask, smaller)
  }
  return merge
}

function* smallerMerges(merge: TriedMerge): Generator<TriedMerge> {
  for (const patch of smallerValues(merge.patch)) yield { ...merge, patch: patch as JsonMap }
  const { apiVersion = '', kind = '', metadata = {}, ...rest } = merge.document
  for (const smaller of smallerValues(rest))
    yield { ...merge, document: { apiVersion, kind, metadata, ...(smaller as JsonMap) } }
}
