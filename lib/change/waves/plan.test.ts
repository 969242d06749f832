import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packPlan, planFor, planOf, planProblem, unpackPlan, type WavePlan } from '#lib/change/waves/plan.ts'
import { wavesToWrite } from '#lib/change/waves/run.ts'
import { readWaveState, waveStanding } from '#lib/change/waves/state.ts'

/** Waves over units named by numbers, each unit in one of them. */
const anyWaves = fc
  .array(
    fc.tuple(
      fc.string({ minLength: 1, maxLength: 80 }).filter((name) => name.trim() !== ''),
      fc.boolean(),
    ),
    {
      minLength: 1,
      maxLength: 64,
    },
  )
  .chain((named) =>
    fc.array(fc.nat(named.length - 1), { minLength: named.length, maxLength: 200 }).map((extra) => {
      const waveOf = [...named.keys(), ...extra]
      return named.map(([name, hold], wave) => ({
        name,
        hold,
        unitIds: waveOf.flatMap((each, unit) => (each === wave ? [`u${unit}`] : [])),
      }))
    }),
  )

const idsOf = (waves: readonly { unitIds: readonly string[] }[]) =>
  waves.flatMap(({ unitIds }) => unitIds).sort()

describe('a plan', () => {
  it('comes back from its text, for the same units only', () => {
    fc.assert(
      fc.property(anyWaves, (waves) => {
        const ids = idsOf(waves)
        const plan = planOf(waves)
        const text = packPlan(plan, ids)
        const back = unpackPlan(text, ids)
        expect(back?.waves).toEqual(plan.waves)
        expect(new Map(back?.waveOf)).toEqual(plan.waveOf)
        expect(unpackPlan(text, ids.slice(1))).toBeUndefined()
      }),
    )
  })

  it('takes one character for each of ten thousand units', () => {
    const unitIds = Array.from({ length: 10_000 }, (_, index) => `u${index}`)
    const text = packPlan(planOf([{ name: 'All', hold: false, unitIds }]), unitIds)
    expect(text.length).toBeLessThan(10_100)
  })

  it('is not read from what is no plan', () => {
    for (const text of [
      '',
      '{',
      '[]',
      '{"waves":[],"of":""}',
      '{"waves":[{"name":"a","hold":true}],"of":"B"}',
    ])
      expect(unpackPlan(text, ['u1']), text).toBeUndefined()
  })

  it('for some of its units keeps their order and leaves out empty waves', () => {
    fc.assert(
      fc.property(anyWaves, fc.nat(), (waves, seed) => {
        const plan = planOf(waves)
        const some = idsOf(waves).filter((_, index) => (index * 7 + seed) % 3 === 0)
        const rest = planFor(plan, some)
        expect([...rest.waveOf.keys()]).toEqual(some)
        for (const a of some)
          for (const b of some.slice(0, 20))
            expect(Math.sign((rest.waveOf.get(a) ?? 0) - (rest.waveOf.get(b) ?? 0))).toBe(
              Math.sign((plan.waveOf.get(a) ?? 0) - (plan.waveOf.get(b) ?? 0)),
            )
        expect(new Set(rest.waveOf.values()).size).toBe(rest.waves.length)
      }),
      { numRuns: 30 },
    )
  })

  it('for some of its units holds wherever the whole plan holds between two of them', () => {
    const holdsBetween = ({ waves, waveOf }: WavePlan, a: string, b: string) =>
      waves.slice(waveOf.get(a), waveOf.get(b)).some(({ hold }) => hold)
    fc.assert(
      fc.property(anyWaves, fc.nat(), (waves, seed) => {
        const plan = planOf(waves)
        const some = idsOf(waves).filter((_, index) => (index * 7 + seed) % 3 === 0)
        const rest = planFor(plan, some)
        for (const a of some)
          for (const b of some.slice(0, 20))
            expect(holdsBetween(rest, a, b), `${a} ${b}`).toBe(holdsBetween(plan, a, b))
      }),
      { numRuns: 30 },
    )
  })

  it('holds each unit exactly once', () => {
    fc.assert(
      fc.property(anyWaves, (waves) => {
        expect(planProblem(waves, idsOf(waves))).toBeUndefined()
      }),
    )
    const wave = (...unitIds: string[]) => ({ name: 'One', hold: false, unitIds })
    expect(planProblem([wave('a', 'b')], ['a', 'b', 'c'])).toMatch(/1 unit of this change is in no wave/)
    expect(planProblem([wave('a', 'b')], ['a'])).toMatch(/b is in a wave, but it is not one/)
    expect(planProblem([wave('a'), wave('a')], ['a'])).toMatch(/a is in two waves/)
    expect(planProblem([wave('a'), wave()], ['a'])).toMatch(/at least one unit/)
    expect(planProblem([{ ...wave('a'), name: ' ' }], ['a'])).toMatch(/has a name/)
    const many = Array.from({ length: 65 }, (_, index) => wave(`u${index}`))
    expect(planProblem(many, idsOf(many))).toMatch(/at most 64 waves/)
  })
})

describe('what is written next', () => {
  const unit = (id: string) => ({ UnitID: id })

  it('is every wave exactly once, in order, never past a hold', () => {
    fc.assert(
      fc.property(anyWaves, (waves) => {
        const plan = planOf(waves)
        const units = idsOf(waves).map(unit)
        const done = new Set<string>()
        const order: number[] = []
        for (let turn = 0; done.size < units.length && turn <= waves.length; turn++) {
          const due = wavesToWrite(plan, units, ({ UnitID }) => !done.has(UnitID), undefined)
          expect(due.slice(0, -1).some(({ hold }) => hold)).toBe(false)
          order.push(...due.map(({ number }) => number))
          for (const each of due) for (const { UnitID } of each.units) done.add(UnitID)
        }
        expect(order).toEqual(waves.map((_, index) => index + 1))
      }),
    )
  })

  it('can begin with another wave than the first that has something left', () => {
    const plan = planOf([
      { name: 'a', hold: true, unitIds: ['1', '2'] },
      { name: 'b', hold: true, unitIds: ['3'] },
    ])
    const due = wavesToWrite(plan, ['1', '2', '3'].map(unit), () => true, 2)
    expect(due).toEqual([{ name: 'b', hold: true, number: 2, units: [unit('3')] }])
  })
})

describe('the state of waves', () => {
  const at = '2026-11-30T08:00:00.000Z'
  const later = (seconds: number) => Date.parse(at) + seconds * 1000

  it('is running only while there are signs of life', () => {
    const state = { state: 'running', wave: 2, at } as const
    expect(waveStanding(state, later(10)).state).toBe('running')
    expect(waveStanding(state, later(40)).state).toBe('interrupted')
    expect(waveStanding(state, later(40), '2026-11-30T08:00:20Z').state).toBe('running')
    expect(waveStanding({ state: 'held', after: 1, at }, later(3600)).state).toBe('held')
  })

  it('is unknown where the text is no state', () => {
    for (const text of ['', 'x', '{"state":"flying"}', '{"state":"held"}'])
      expect(readWaveState(text)).toBeUndefined()
  })
})
