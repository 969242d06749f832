import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hubdeckMerge, judgeMerge } from '#lib/config/testing/judge-merge.ts'
import { kubectlDifferences } from '#lib/config/testing/kubectl-differences.ts'
import { kubectlMerge } from '#lib/config/testing/kubectl-model.ts'
import { kubernetesKinds } from '#lib/config/testing/kubernetes-fields.ts'
import { randomDocument } from '#lib/config/testing/random-documents.ts'
import { randomPatch } from '#lib/config/testing/random-patches.ts'

it.each(Object.keys(kubernetesKinds))('any patch of a %s merges as in kubectl, or as is listed', (kind) => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (documentSeed, patchSeed) => {
      const document = randomDocument(kind, 'm', documentSeed)
      const patch = randomPatch(kind, patchSeed)
      const kubectl = kubectlMerge(kind, document, patch)

      const { verdict } = judgeMerge({ kind, document, patch }, kubectl, hubdeckMerge(document, patch))

      expect(verdict, JSON.stringify({ document, patch })).not.toBe('unexplained')
    }),
    // The same ones each time; `npm run compare-kubectl` looks for more.
    { numRuns: 150, seed: 1 },
  )
})

it('most random patches change something and mean the same to both', () => {
  const verdicts = Array.from({ length: 400 }, (_, seed) => {
    const [kind, document, patch] = [
      'Deployment',
      randomDocument('Deployment', 'm', seed),
      randomPatch('Deployment', seed),
    ]
    return judgeMerge(
      { kind, document, patch },
      kubectlMerge(kind, document, patch),
      hubdeckMerge(document, patch),
    ).verdict
  })

  expect(verdicts.filter((verdict) => verdict === 'equal').length).toBeGreaterThan(200)
  expect(verdicts.filter((verdict) => verdict === 'both refuse').length).toBeGreaterThan(5)
})

it.each(Object.entries(kubectlDifferences))(
  'the difference %s is in the documentation',
  async (_, { cases }) => {
    const lines = (await readFile('docs/patching.md', 'utf8')).split('\n')

    for (const each of cases) expect(lines.filter((line) => line.startsWith(`| ${each} |`))).toHaveLength(1)
  },
)
