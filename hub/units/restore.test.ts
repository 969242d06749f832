import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { manifests } from '#hub/sources/testing/arbitrary-manifests.ts'
import { runs } from '#hub/testing/runs.ts'
import { addSpace, addUnit, deployment, type NewUnit, type TestHub, testHub } from '#hub/testing/test-hub.ts'
import { applyPatch } from '#lib/config/testing/apply-patch.ts'

let hub: TestHub
let space: string

beforeAll(async () => {
  hub = await testHub()
  space = await addSpace(hub, 'restore')
})
afterAll(() => hub.store.close())

type Change =
  | { readonly kind: 'function'; readonly name: string; readonly values: readonly (string | number)[] }
  | { readonly kind: 'merge'; readonly value: string }
  | { readonly kind: 'replace'; readonly text: string }

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    kind: fc.constant('function' as const),
    name: fc.constant('set-replicas'),
    values: fc.tuple(fc.nat({ max: 9 })),
  }),
  fc.record({
    kind: fc.constant('function' as const),
    name: fc.constant('set-env-var'),
    values: fc.tuple(
      fc.constantFrom('*', 'main'),
      fc.constantFrom('A', 'B'),
      fc.string({ maxLength: 8, unit: 'grapheme-ascii' }),
    ),
  }),
  fc.record({
    kind: fc.constant('merge' as const),
    value: fc.constantFrom(
      '{"spec":{"paused":true}}',
      '{"spec":{"replicas":null}}',
      '{"metadata":{"labels":{"x.y":"z"}}}',
    ),
  }),
  fc.record({ kind: fc.constant('replace' as const), text: manifests }),
)

const textOf = async (unit: NewUnit) => String((await hub.call('GET', `${unit.path}/data`)).json)

async function make(unit: NewUnit, made: Change): Promise<void> {
  if (made.kind === 'function') {
    const where = encodeURIComponent(`UnitID = '${unit.UnitID}'`)
    const Arguments = made.values.map((Value) => ({ Value }))
    const body = {
      ToolchainType: 'Kubernetes/YAML',
      FunctionInvocations: [{ FunctionName: made.name, Arguments }],
    }
    // A function may find nothing to change; then the unit stays as it is.
    await hub.call('POST', `/function/invoke?where=${where}`, { body })
    return
  }
  const before = await textOf(unit)
  const patched = made.kind === 'replace' ? made.text : mergedText(before, made.value)
  await hub.must('PUT', `${unit.path}/data`, { body: patched })
}

function mergedText(before: string, value: string): string {
  const patched = applyPatch(before, { kind: 'merge', text: value })
  return patched.ok ? patched.value.text : before
}

it('a restored revision has the same bytes, whatever was done since', async () => {
  let count = 0
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
      count += 1
      const unit = await addUnit(hub, space, `unit-${count}`, deployment('trade', 2))
      const texts = ['', await textOf(unit)]
      for (const made of changes) {
        await make(unit, made)
        const text = await textOf(unit)
        if (text !== texts.at(-1)) texts.push(text)
      }
      for (const [index, text] of texts.entries()) {
        await hub.must('PATCH', `${unit.path}?restore=${index + 1}`, { body: null })
        expect(await textOf(unit)).toBe(text)
      }
    }),
    { numRuns: runs(20) },
  )
})
