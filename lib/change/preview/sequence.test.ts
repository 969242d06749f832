import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Patch, StepPatch } from '#lib/change/model.ts'
import { withCases } from '#lib/change/preview/case-remarks.ts'
import { computeHere } from '#lib/change/preview/compute.ts'
import type { Derivation } from '#lib/change/preview/derivation.ts'
import { documentHash } from '#lib/change/seal/document-hash.ts'
import { maskPatch } from '#lib/config/patch/mask-patch.ts'
import { documents, mergePatches, values } from '#lib/config/testing/arbitrary-documents.ts'

const deployment =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 3 # three\n'
const inDeployments = { resourceType: 'apps/v1/Deployment' }
const replicas = (value: number, resourceType = 'apps/v1/Deployment'): StepPatch => ({
  kind: 'set-fields',
  resourceType,
  fields: [{ path: 'spec.replicas', value }],
})
const add = (value: number): StepPatch => ({
  kind: 'set-fields',
  ...inDeployments,
  fields: [{ path: 'spec.replicas', value, how: 'add' }],
})
const guard = (value: number): StepPatch => ({
  kind: 'json',
  ...inDeployments,
  text: JSON.stringify([{ op: 'test', path: '/spec/replicas', value }]),
})
const start: Derivation = { from: 'patch' }

async function result(text: string, patch: Patch, derivation = start, cases: readonly number[] = []) {
  const [evaluation] = await computeHere.evaluations({ patch, jobs: [{ text, derivation, cases }] })
  return evaluation
}
/** Undefined where a patch leaves a document that it is for as it was. */
async function textAfter(text: string, patch: Patch): Promise<string | undefined> {
  const done = await result(text, patch)
  if (done?.status === 'change') return done.text
  return done?.status === 'unchanged' || (done?.status === 'no-match' && done.isOutside) ? text : undefined
}
const sequence = (...steps: StepPatch[]): Patch => ({ kind: 'sequence', steps })

describe('patches one after the other', () => {
  it('make what each makes of what the one before it made, byte for byte', async () => {
    const step = fc.oneof(
      mergePatches.map((map): StepPatch => ({ kind: 'merge', text: JSON.stringify(map) })),
      fc
        .record({ path: fc.constantFrom('a', 'b', 'a.b', 'c'), value: values })
        .map((field): StepPatch => ({ kind: 'set-fields', fields: [field] })),
    )
    await fc.assert(
      fc.asyncProperty(documents, fc.array(step, { minLength: 2, maxLength: 8 }), async (text, steps) => {
        let expected: string | undefined = text
        for (const patch of steps) expected &&= await textAfter(expected, patch)
        const whole = await textAfter(text, sequence(...steps))
        expect(whole).toBe(expected)
      }),
      { numRuns: 60 },
    )
  })

  it('see what earlier ones made, and keep the text around it', async () => {
    expect(await result(deployment, sequence(replicas(7), add(2), guard(9)))).toMatchObject({
      status: 'change',
      text: deployment.replace('3 #', '9 #'),
    })
  })

  it('are nothing to write when they take back one another', async () => {
    expect(await result(deployment, sequence(replicas(7), replicas(3)))).toEqual({ status: 'unchanged' })
  })

  it('leave a document as it was when one finds its resource and not its place, and say which', async () => {
    expect(await result(deployment, sequence(replicas(7), guard(3)))).toMatchObject({
      status: 'no-match',
      reason: expect.stringMatching(/^Step 2: /),
    })
    const amount: StepPatch = { kind: 'set-fields', fields: [{ path: 'kind', value: 1, how: 'add' }] }
    expect(await result(deployment, sequence(replicas(7), amount))).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/^Step 2: kind is text, not a number/),
    })
  })

  it('pass over what the document has no resource for, say so, and need one that has', async () => {
    const jobs = [{ text: deployment, derivation: start, dataHash: documentHash(deployment) }]
    const patch = sequence(replicas(7, 'v1/Service'), replicas(8))
    const [row] = await computeHere.rows({ patch, jobs, maxChangesLength: 1000 })
    expect(row?.row).toMatchObject({ status: 'change', remarks: ['step 1 has nothing to apply to here'] })
    expect(
      await result(deployment, sequence(replicas(7, 'v1/Service'), replicas(8, 'v1/Pod'))),
    ).toMatchObject({ status: 'no-match', reason: 'No step has anything to apply to here.' })
  })

  it('each know their own cases, and pass over a unit that none of them is for', async () => {
    const inEurope = (value: number): StepPatch => {
      const cases = [{ when: { column: 'Region', matches: 'eu-*' }, value }]
      return { kind: 'set-fields', ...inDeployments, fields: [{ path: 'spec.replicas', cases }] }
    }
    const patch = sequence(inEurope(5), add(1), inEurope(9))
    const made = async (cases: readonly number[]) => {
      const done = await result(deployment, patch, start, cases)
      return done?.status === 'change' && /replicas: (\d+)/.exec(done.text)?.[1]
    }
    expect(await made([0, 0])).toBe('9')
    expect(await made([0, -1])).toBe('6')
    expect(await made([-1, -1])).toBe('4')
    const unit = { UnitID: 'u', SpaceID: 's', Slug: 'u', SpaceSlug: 's', HeadRevisionNum: 1, DataHash: '' }
    const row = { status: 'change', resultHash: '', changes: [], merged: false, concerns: [] } as const
    expect(withCases(row, { ...unit, cases: [0, -1] }, patch)).toMatchObject({
      remarks: [
        'spec.replicas: where Region eu-*',
        'spec.replicas is left as it is: no case is for these units',
      ],
    })
  })

  it('follow a function on what the hub made of the document', async () => {
    const call: StepPatch = { kind: 'function', name: 'set-replicas', arguments: [] }
    const patch = sequence(call, add(2))
    const text = deployment.replace('3 #', '10 #')
    expect(await result(deployment, patch, { from: 'started', text, isPassedOver: false })).toMatchObject({
      text: deployment.replace('3 #', '12 #'),
    })
    expect(await computeHere.checkPatch(patch)).toBeUndefined()
    expect(await computeHere.checkPatch(sequence(add(2), call))).toMatchObject({
      message: expect.stringMatching(/^Step 2: a function can only be the first step/),
    })
  })

  it('are refused with the step that cannot be read', async () => {
    expect(await computeHere.checkPatch(sequence(add(1), { kind: 'merge', text: 'a: [' }))).toMatchObject({
      message: expect.stringMatching(/^Step 2: /),
    })
  })
})

it('a secret of one step is masked in all of them, also before it', () => {
  const secret = 'tuesday-horse-4711'
  const shown = maskPatch({
    kind: 'sequence',
    steps: [
      { kind: 'merge', text: `metadata: {annotations: {copy: ${secret}}}` },
      {
        kind: 'set-fields',
        resourceType: 'v1/Secret',
        fields: [{ path: 'stringData.password', value: secret }],
      },
      {
        kind: 'json',
        text: JSON.stringify([{ op: 'add', path: '/metadata/annotations/copy', value: secret }]),
      },
      { kind: 'function', name: 'set-annotation', arguments: [{ name: 'annotation-value', value: secret }] },
    ],
  })
  expect(JSON.stringify(shown)).not.toMatch(/tuesday|horse|4711/)
  expect(shown).toMatchObject({ kind: 'sequence', steps: [{}, {}, {}, {}] })
})
