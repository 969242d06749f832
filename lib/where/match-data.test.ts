import { describe, expect, it } from 'vitest'
import { matchesData } from '#lib/where/match-data.ts'
import { parseWhereData } from '#lib/where/parse-data.ts'

const deployment = {
  resourceType: 'apps/v1/Deployment',
  resourceName: 'prod/trade',
  value: {
    spec: {
      containers: [
        { name: 'main', image: 'ghcr.io/a/b:v1', safe: true },
        { name: 'side', image: 'busybox' },
      ],
      slots: { left: { kind: 'door', size: 2 }, right: { kind: 'window', size: 3 } },
    },
  },
}

function holds(text: string): boolean {
  const where = parseWhereData(text)
  if (!where.ok) throw new Error(where.error.message)
  return matchesData(where.value, deployment)
}

describe('paths that name elements (contract 7.1)', () => {
  it.each([
    ["spec.containers.*?name=side.image = 'busybox'", true],
    ["spec.containers.*?name=main.image = 'busybox'", false],
    ['spec.slots.*?kind=window.size = 3', true],
    ['spec.slots.*?kind:what=door.size = 3', false],
    ['spec.slots.?kind=door.size = 2', false],
    ["spec.containers.?name=@1.image = 'busybox'", true],
    ["spec.containers.?name=@0.image = 'busybox'", false],
    ["spec.containers.?name=@2.image != 'busybox'", false],
    ["spec.slots.?kind=@0.kind = 'door'", false],
    ["spec.containers.*?name=main.image#reference IN (':v1', ':v2')", true],
    ["spec.containers.?name=*.image = 'busybox'", true],
  ])('%s is %s', (text, expected) => {
    expect(holds(text)).toBe(expected)
  })
})

describe('a path split by .| (contract 7.1)', () => {
  it.each([
    // One of the two containers has it: != asks for none.
    ['spec.containers.*.|safe != true', false],
    ['spec.containers.*.safe != true', false],
    ['spec.containers.?name=side.|safe != true', true],
    ['spec.containers.*?name=side.|safe != true', true],
    ['spec.containers.*.|safe != false', true],
    ['spec.containers.*.|safe = true', true],
    ["spec.containers.*.|image NOT IN ('busybox', 'x')", false],
    ["spec.containers.*.image NOT IN ('busybox', 'x')", true],
    ["spec.containers.*.|image NOT IN ('x')", true],
    ["spec.containers.*.|image != 'busybox'", false],
    ["spec.containers.*.image != 'busybox'", true],
    ['spec.absent.|safe != true', false],
    // Only equality knows what is missing.
    ["spec.containers.*.|nothing NOT LIKE '%'", false],
    ["spec.containers.*.|nothing !~ 'x'", false],
  ])('%s is %s', (text, expected) => {
    expect(holds(text)).toBe(expected)
  })
})
