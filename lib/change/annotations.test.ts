import { describe, expect, it } from 'vitest'
import { type ChangeFacts, readFacts, writeCounts, writeFacts } from '#lib/change/annotations.ts'

const id = (number: number) => `9f3a1c00-0000-4000-bfff-${number.toString(16).padStart(12, '0')}`

const facts: ChangeFacts = {
  reason: 'Market open',
  ticket: 'OPS-17',
  author: id(7),
  selection: { kind: 'query', where: "Slug = 'trade-service'", whereData: 'spec.replicas < 5' },
  patch: { kind: 'merge', text: 'spec:\n  replicas: 5\n' },
  sealHash: 'ab'.repeat(32),
  plannedUnitIds: [id(1), id(2)],
  undoes: id(3),
}

describe('the facts of a change', () => {
  it('come back from the annotations as they went in', () => {
    const read = readFacts({ ...writeFacts(facts), ...writeCounts({ written: 2 }) })

    expect(read).toMatchObject({
      reason: 'Market open',
      ticket: 'OPS-17',
      author: id(7),
      where: "Slug = 'trade-service'",
      whereData: 'spec.replicas < 5',
      resourceType: '',
      patch: facts.patch,
      plannedUnitIds: [id(1), id(2)],
      undoes: id(3),
      counts: { written: 2 },
    })
  })

  it('fit whatever their length: no value beyond 1,024 characters, nothing lost', () => {
    const plannedUnitIds = Array.from({ length: 500 }, (_, index) => id(index))
    const text = `# ${'ü€😀'.repeat(2000)}`
    const written = writeFacts({ ...facts, patch: { kind: 'merge', text }, plannedUnitIds })

    expect(Math.max(...Object.values(written).map((value) => value.length))).toBeLessThanOrEqual(1024)
    for (const value of Object.values(written)) expect(value.isWellFormed()).toBe(true)
    expect(readFacts(written)).toMatchObject({ patch: { kind: 'merge', text }, plannedUnitIds })
  })

  it('are read with care from a Tag that somebody edited', () => {
    expect(readFacts({ 'hubdeck.dev/patch': '{', 'hubdeck.dev/counts': 'many' })).toMatchObject({
      reason: '',
      patch: undefined,
      counts: undefined,
      plannedUnitIds: [],
    })
  })
})
