import { expect, it } from 'vitest'
import { equalJson, isJsonMap, type Json } from '#lib/base/json.ts'
import { readResources } from '#lib/config/document/document.ts'
import { applyPatch } from '#lib/config/testing/apply-patch.ts'
import { type KubectlMerge, patchOf, resourceWith } from '#lib/config/testing/kubectl-merge.ts'
import { kubectlMerges } from '#lib/config/testing/kubectl-merges.ts'

function valueIn(text: string): Json {
  const read = readResources(text)
  if (!read.ok) throw new Error(`${read.error.message}\n${text}`)
  return read.value[0]?.value ?? null
}

function wanted({ kubectl, hubdeck }: KubectlMerge): { gives: string } | { refuses: string } {
  if (hubdeck !== undefined) return hubdeck
  return typeof kubectl === 'string' ? { gives: kubectl } : { refuses: '' }
}

it.each(kubectlMerges)('merges as kubectl does, or as docs/patching.md says: $title', (each) => {
  const document = resourceWith(each, each.document)
  const applied = applyPatch(document, { kind: 'merge', text: patchOf(each) })
  const expected = wanted(each)

  if ('refuses' in expected) {
    expect(applied).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining(expected.refuses) },
    })
  } else
    expect(applied.ok && valueIn(applied.value.text)).toEqual(valueIn(resourceWith(each, expected.gives)))
})

it('differs from kubectl only where it says so', () => {
  const same = kubectlMerges.filter((each) => {
    if (each.hubdeck === undefined || !('gives' in each.hubdeck) || typeof each.kubectl !== 'string')
      return false
    const [ours, theirs] = [each.hubdeck.gives, each.kubectl].map((text) => valueIn(resourceWith(each, text)))
    return isJsonMap(ours) && equalJson(ours, theirs)
  })

  expect(same.map(({ title }) => title)).toEqual([])
})
