import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import { undoRequest } from '#lib/change/record/undo.ts'
import { query, type Rehearsal, rehearse, replicas, statuses } from '#lib/change/testing/rehearsal.ts'

// The whole engine against the real hub, over HTTP. Each test uses units of its own, so none sees another's writes.
let hub: RunningHub
let stage: Rehearsal

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  stage = await rehearse(hub)
})

afterAll(() => hub.stop())

describe('previews', () => {
  it('of a function come from the hub, and are written like any other', async () => {
    const where = "Slug = 'reference-data' AND Space.Slug LIKE '%prod-s%'"
    const patch = {
      kind: 'function',
      name: 'set-replicas',
      arguments: [{ name: 'replicas', value: 3 }],
    } as const

    const shown = await stage.preview({ selection: query(where), patch })
    const { outcomes } = await stage.commit({ seal: shown.seal })

    expect(shown.classes[0]?.label).toMatch(/^apps\/v1\/Deployment reference-data: spec\.replicas \d → 3$/)
    expect(statuses(outcomes)).toEqual(['written'])
    for (const { text } of (await stage.heads(where)).values()) expect(text).toContain('replicas: 3')
  })

  it('say where there is nothing to change', async () => {
    const { rows } = await stage.preview({ selection: query("Slug LIKE 'ns-%'"), patch: replicas(11) })

    expect(rows.length).toBeGreaterThan(0)
    expect(statuses(rows)).toEqual(['no-match'])
  })

  it.each([
    ['set-replicas', [{ name: 'replicas', value: 3 }], "Slug LIKE 'ns-%'", 'no-match'],
    [
      'set-container-image-reference',
      [
        { name: 'container-name', value: 'wbe' },
        { name: 'image-reference', value: ':v9' },
      ],
      "Slug = 'trade-service' AND Space.Slug LIKE '%prod-us%'",
      'no-match',
    ],
    [
      'set-label',
      [
        { name: 'label-key', value: 'app' },
        { name: 'label-value', value: 'trade-service' },
      ],
      "Slug = 'trade-service' AND Space.Slug LIKE '%prod-us%'",
      'unchanged',
    ],
  ])('tell %s %j that finds nothing from one that finds all as wanted', async (name, args, where, status) => {
    const patch = { kind: 'function' as const, name, arguments: args }

    const { rows } = await stage.preview({ selection: query(where), patch })

    expect(statuses(rows)).toEqual([status])
  })

  it.each([
    ['eu', true],
    ['us', false],
  ])('of %s tell whether the value differs from the upstream on purpose: %s', async (region, override) => {
    const where = `Slug = 'trade-service' AND Space.Slug LIKE '%-prod-${region}'`

    const { rows } = await stage.preview({ selection: query(where), patch: replicas(11) })

    expect(rows).toMatchObject([{ status: 'change', override }])
  })

  it('of a unit that does not exist say so and seal nothing for it', async () => {
    const gone = '9f3a1c00-0000-4000-bfff-000000000001'

    const shown = await stage.preview({ selection: { kind: 'units', unitIds: [gone] }, patch: replicas(5) })

    expect(shown.rows).toMatchObject([{ UnitID: gone, status: 'failed' }])
  })

  it('of a patch that cannot be read stop at once, with the place', async () => {
    const patch = { kind: 'merge', text: 'spec:\n  replicas: [5\n' } as const

    await expect(stage.preview({ selection: query(''), patch })).rejects.toMatchObject({
      status: 400,
      message: /Line \d/,
    })
  })
})

describe('undo and restore', () => {
  it('keep what others did since, and stop where both touched the same place', async () => {
    const found = await stage.heads("Slug = 'trade-service' AND Space.Slug ~ '-prod-(br|ca|kr)-'")
    const unitIds = [...found.keys()].slice(0, 2)
    const shown = await stage.preview({ selection: { kind: 'units', unitIds }, patch: replicas(12) })
    const change = await stage.commit({ seal: shown.seal })
    const edit = async (id: string | undefined, from: string, to: string) => {
      const { Unit } = (await stage.alice.unitsById([id ?? ''], {}))[0] ?? {}
      if (Unit === undefined) throw new Error('no unit')
      const { data, dataHash } = await stage.bob.unitData(Unit.SpaceID, Unit.UnitID)
      expect(data).toContain(from)
      const terms = { ifMatch: dataHash, lastChangeDescription: 'Bob' }
      await stage.bob.putUnitData(Unit.SpaceID, Unit.UnitID, data.replace(from, to), terms)
    }
    await edit(unitIds[0], 'TRADING_ALGORITHM', 'TRADING_METHOD')
    await edit(unitIds[1], 'replicas: 12', 'replicas: 13')

    const back = await stage.preview(undoRequest(await stage.record(change.tagId)))

    const rows = unitIds.map((id) => back.rows.find(({ UnitID }) => UnitID === id))
    expect(rows[0]).toMatchObject({ status: 'change', merged: true })
    expect(rows[1]).toMatchObject({ status: 'failed', reason: expect.stringContaining('spec.replicas') })
    const undone = await stage.commit({ seal: back.seal })
    expect(undone.outcomes).toHaveLength(1)
    const texts = await stage.alice.unitDataById([unitIds[0] ?? ''])
    expect(texts[0]?.Data).toContain('TRADING_METHOD')
    expect(texts[0]?.Data).not.toContain('replicas: 12')
  })

  it('restore one unit to a revision, byte for byte', async () => {
    const [unit] = (
      await stage.alice.allUnits({ where: "Slug = 'trade-service' AND Space.Slug LIKE '%-prod-eu'" })
    ).map(({ Unit }) => Unit)
    if (unit === undefined) throw new Error('no unit')
    const { items } = await stage.alice.unitRevisionPage(unit.SpaceID, unit.UnitID, {
      where: 'RevisionNum = 2',
    })
    const old = await stage.alice.revisionData(unit.SpaceID, unit.UnitID, items[0]?.Revision.RevisionID ?? '')

    const shown = await stage.preview({
      selection: { kind: 'units', unitIds: [unit.UnitID] },
      patch: { kind: 'restore', to: '2' },
    })
    await stage.commit({ seal: shown.seal, reason: 'Back to the beginning' })

    expect((await stage.alice.unitData(unit.SpaceID, unit.UnitID)).data).toBe(old.data)
  })
})
