import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import type { Patch, StepPatch } from '#lib/change/model.ts'
import { undoRequest } from '#lib/change/record/undo.ts'
import { documentHash } from '#lib/change/seal/document-hash.ts'
import { query, type Rehearsal, rehearse, replicas, statuses } from '#lib/change/testing/rehearsal.ts'

// Several patches in one change, on the real hub. Each test uses units of its own.
let hub: RunningHub
let stage: Rehearsal

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  stage = await rehearse(hub)
})

afterAll(() => hub.stop())

const inDeployments = { resourceType: 'apps/v1/Deployment' }
const setReplicas: StepPatch = {
  kind: 'function',
  name: 'set-replicas',
  arguments: [{ name: 'replicas', value: 21 }],
}
const addTwo: StepPatch = {
  kind: 'set-fields',
  ...inDeployments,
  fields: [{ path: 'spec.replicas', value: 2, how: 'add' }],
}
const labelled: StepPatch = { kind: 'merge', ...inDeployments, text: 'metadata: {labels: {wave: two}}' }
const guarded: StepPatch = {
  kind: 'json',
  ...inDeployments,
  text: '[{"op": "test", "path": "/spec/replicas", "value": 23}, {"op": "add", "path": "/metadata/labels/seen", "value": "23"}]',
}
const sequence = (...steps: StepPatch[]): Patch => ({ kind: 'sequence', steps })

/** Previews, writes and undoes a change; what was previewed is what the hub holds, and then what it held before. */
async function roundTrip(where: string, patch: Patch) {
  const before = await stage.heads(where)
  const shown = await stage.preview({ selection: query(where), patch })
  const changed = shown.rows.flatMap((row) => (row.status === 'change' ? row : []))
  if (changed.length === 0) return { shown, after: before, tagId: '' }
  const done = await stage.commit({ seal: shown.seal })
  expect(statuses(done.outcomes)).toEqual(['written'])
  const after = await stage.heads(where)
  for (const { UnitID, resultHash } of changed)
    expect(documentHash(after.get(UnitID)?.text ?? '')).toBe(resultHash)
  const undo = await stage.preview(undoRequest(await stage.record(done.tagId)))
  await stage.commit({ seal: undo.seal })
  for (const [id, { text }] of await stage.heads(where)) expect(text).toBe(before.get(id)?.text)
  return { shown, after, tagId: done.tagId }
}

it('a function and three patches after it are one revision of each unit, and one undo', async () => {
  const where = "Slug = 'trade-service' AND Space.Slug LIKE '%prod-eu-%'"
  const patch = sequence(setReplicas, addTwo, labelled, guarded)

  const { after, shown, tagId } = await roundTrip(where, patch)

  expect(shown.rows.length).toBeGreaterThan(3)
  for (const { text } of after.values()) {
    expect(text).toMatch(/replicas: 23\b/)
    expect(text).toMatch(/wave: two/)
    expect(text).toMatch(/seen: "23"/)
  }
  const revisions = await stage.alice.allRevisions({ where: `Tags ? '${tagId}'` })
  expect(revisions).toHaveLength(shown.rows.length)
  expect(await stage.record(tagId)).toMatchObject({ patch, isPatchMasked: false })
})

it('a step that needs consent makes the whole change need it, and one that fails is named', async () => {
  const selection = query("Slug = 'reference-data' AND Space.Slug LIKE '%prod-au-%'")
  const stopped = await stage.preview({ selection, patch: sequence(addTwo, stepOf(replicas(0))) })
  expect(stopped.classes[0]).toMatchObject({ standing: 'consent', notes: ['sets spec.replicas to 0'] })

  const failing: StepPatch = { kind: 'function', name: 'no-such-function', arguments: [] }
  await expect(stage.preview({ selection, patch: sequence(failing, addTwo) })).rejects.toThrow(
    /no-such-function/,
  )
  await expect(stage.preview({ selection, patch: sequence(addTwo, setReplicas) })).rejects.toThrow(
    /Step 2: a function can only be the first step/,
  )
})

it('a function that has nothing to apply to is passed over, and the rest is applied', async () => {
  const selection = query("Slug = 'trade-service' AND Space.Slug LIKE '%prod-au-%'")
  const image: StepPatch = {
    kind: 'function',
    name: 'set-container-image-reference',
    arguments: [
      { name: 'container-name', value: 'no-such-container' },
      { name: 'image-reference', value: ':v9' },
    ],
  }

  const { rows } = await stage.preview({ selection, patch: sequence(image, addTwo) })

  for (const row of rows)
    expect(row).toMatchObject({ status: 'change', remarks: ['step 1 has nothing to apply to here'] })
})

describe('any patches in any order', () => {
  const step = fc.oneof(
    fc.integer({ min: 1, max: 90 }).map((value) => stepOf(replicas(value))),
    fc.constantFrom(addTwo, labelled, guarded),
    fc.integer({ min: 1, max: 9 }).map(
      (value): StepPatch => ({
        kind: 'set-fields',
        ...inDeployments,
        fields: [
          {
            path: 'spec.replicas',
            cases: [{ when: { column: 'Region', matches: 'us-n*, us-s*' }, value }],
            ...(value > 4 ? { value: value * 2 } : {}),
          },
        ],
      }),
    ),
  )

  it('are written as previewed and undone, byte for byte', async () => {
    const where = "Slug = 'trade-service' AND Space.Slug LIKE '%prod-us-%'"
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 6 }), async (steps) => {
        await roundTrip(where, sequence(...steps))
      }),
      { numRuns: 6 },
    )
  }, 180_000)
})

function stepOf(patch: Patch): StepPatch {
  if (patch.kind === 'set-fields') return patch
  throw new Error('not a patch of documents')
}
