import { describe, expect, it } from 'vitest'
import { parseWhereData } from '#lib/where/parse-data.ts'
import { completeData, type KnownData } from '#lib/where/subjects/complete-data.ts'

const known: KnownData = {
  paths: [
    { path: 'spec.replicas', doc: 'number: 2, 3' },
    { path: 'spec.containers.?name=main.image', doc: 'text' },
  ],
  valuesOf: (path) =>
    path === 'spec.replicas'
      ? [
          { value: '2', literal: 'int', doc: '5 units' },
          { value: '3', literal: 'int', doc: '1 unit' },
        ]
      : [{ value: 'busybox:1', literal: 'string', doc: '2 units' }],
}
const labels = (text: string) => completeData(text, text.length, known).map(({ label }) => label)

describe('a content filter is completed', () => {
  it.each([
    ['', 'spec.replicas'],
    ['repl', 'spec.replicas'],
    ['spec.', 'spec.replicas'],
    ["kind = 'x AND y' AND spec.c", 'spec.containers.?name=main.image'],
    ['spec.replicas ', '='],
    ['spec.replicas !', '!='],
    ['spec.replicas N', 'NOT LIKE'],
    ['spec.replicas = ', '2'],
    ['spec.replicas=', '3'],
    ['spec.replicas IN ', '('],
    ['spec.replicas IN (2, ', '3'],
    ["spec.containers.?name=main.image = 'bu", 'busybox:1'],
    ['spec.replicas = 2 ', 'AND'],
    ["kind = 'x'", 'AND'],
    ['spec.replicas IN (2) ', 'AND'],
  ])('at the end of %j with %s', (text, label) => {
    expect(labels(text)).toContain(label)
  })

  it.each([
    ["kind = 'x", 'spec.replicas'],
    ["spec.replicas = '", '2'],
    ['spec.replicas = 2 AND', 'AND'],
  ])('at the end of %j not with %s', (text, label) => {
    expect(labels(text)).not.toContain(label)
  })

  it.each([
    'repl',
    'spec.replicas ',
    'spec.replicas = ',
    "spec.containers.?name=main.image LIKE 'b",
    'spec.replicas = 2 ',
    "kind = 'x'",
  ])('by what may stand there: %j', (text) => {
    for (const { text: inserted, from, to } of completeData(text, text.length, known)) {
      const next = text.slice(0, from) + inserted + text.slice(to)
      const read = parseWhereData(next)
      // Wrong only by what is still missing at its end.
      expect([next, read.ok || read.error.span.end >= next.trimEnd().length]).toEqual([next, true])
    }
  })
})
