import { describe, expect, it } from 'vitest'
import type { Patch } from '#lib/change/model.ts'
import { patchSchema } from '#lib/change/patch-schema.ts'
import { touchedPaths, touches } from '#lib/change/record/touched-paths.ts'
import { patchExamples } from '#lib/change/testing/patch-examples.ts'
import { maskPatch } from '#lib/config/patch/mask-patch.ts'
import { readPatch } from '#lib/config/patch/patch-value.ts'

const {
  function: call,
  sequence,
  document,
  restore,
  metadata,
  'undo-metadata': undo,
  ...documentPatches
} = patchExamples

describe.each<Patch>(Object.values(patchExamples))('a patch of the kind $kind', (patch) => {
  it('is accepted from outside as it is', () => {
    expect(patchSchema().parse(patch)).toEqual(patch)
  })

  it('is recorded as it is while it holds no secret', () => {
    expect(maskPatch(patch)).toEqual(patch)
  })
})

it.each<Patch>([call, sequence, ...Object.values(documentPatches)])(
  '$kind is found by the path it names',
  (patch) => {
    expect(touches(touchedPaths(patch) ?? [], 'replicas')).toBe(true)
  },
)

it.each<Patch>([document, restore, undo])('$kind names no path', (patch) => {
  expect(touchedPaths(patch)).toBeUndefined()
})

it('metadata is found by the key of a label', () => {
  expect(touches(touchedPaths(metadata) ?? [], 'tier')).toBe(true)
})

it.each(Object.values(documentPatches))('$kind changes a document that has what it is about', (patch) => {
  const value = { apiVersion: 'apps/v1', kind: 'Deployment', spec: { replicas: 3 } }
  const read = readPatch(patch)
  const result = read.ok ? read.value.run(value) : read
  expect(result).toMatchObject({ ok: true, value: { matched: true } })
  expect(result).not.toMatchObject({ value: { value } })
})
