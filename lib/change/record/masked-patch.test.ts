import { expect, it } from 'vitest'
import type { Patch } from '#lib/change/model.ts'
import { maskedPatchProblem } from '#lib/change/record/masked-patch.ts'
import { mask } from '#lib/config/mask/spans.ts'

const field = (value: string): Patch => ({ kind: 'set-fields', fields: [{ path: 'data.a', value }] })

it.each<Patch>([
  field(mask),
  field(`amqp://a:${mask}k3f9x@mq`),
  { kind: 'merge', text: `stringData:\n  a: ${mask}k3f9x\n` },
  { kind: 'json', text: `[{"op": "add", "path": "/data/a", "value": "${mask}"}]` },
  { kind: 'function', name: 'set-env-var', arguments: [{ name: 'value', value: `${mask}k3f9x` }] },
])('a patch with a mask in it is refused: %j', (patch) => {
  expect(maskedPatchProblem(patch)).toMatch(/masked.*Type the value itself/)
})

it.each<Patch>([
  field('hunter2'),
  field('•'),
  { kind: 'restore', to: '3' },
  { kind: 'merge', text: 'spec: {replicas: 3} # •••' },
])('any other patch is not: %j', (patch) => {
  expect(maskedPatchProblem(patch)).toBeUndefined()
})
