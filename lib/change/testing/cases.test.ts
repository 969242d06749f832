import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import type { Patch } from '#lib/change/model.ts'
import { undoRequest } from '#lib/change/record/undo.ts'
import { documentHash } from '#lib/change/seal/document-hash.ts'
import { query, type Rehearsal, rehearse, replicas, statuses } from '#lib/change/testing/rehearsal.ts'
import type { CasedField } from '#lib/config/patch/patch.ts'

// Values that depend on the unit, on the real hub. Each test uses units of its own.
let hub: RunningHub
let stage: Rehearsal

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  stage = await rehearse(hub)
})

afterAll(() => hub.stop())

const scaled = (field: Omit<CasedField, 'path'>): Patch => ({
  kind: 'set-fields',
  resourceType: 'apps/v1/Deployment',
  fields: [{ path: 'spec.replicas', ...field }],
})
const europe = { column: 'Region', matches: 'eu-*' }

it('each unit gets the value of its case: as previewed, byte for byte, and undone byte for byte', async () => {
  const where = "Slug = 'trade-service' AND Space.Slug LIKE '%prod-%'"
  const before = await stage.heads(where)
  const patch = scaled({ cases: [{ when: europe, value: 17 }], value: 13 })

  const shown = await stage.preview({ selection: query(where), patch })
  const classes = shown.classes.map(({ label, remarks }) => `${label} ${remarks.join()}`)
  expect(classes.some((each) => /→ 17 where Region eu-\*$/.test(each))).toBe(true)
  expect(classes.some((each) => /→ 13 elsewhere$/.test(each))).toBe(true)
  expect(classes.some((each) => /→ 17 elsewhere|→ 13 where/.test(each))).toBe(false)

  const done = await stage.commit({ seal: shown.seal })
  expect(statuses(done.outcomes)).toEqual(['written'])
  const after = await stage.heads(where)
  for (const row of shown.rows) {
    const isEuropean = row.SpaceSlug.includes('-prod-eu-')
    const { text = '' } = after.get(row.UnitID) ?? {}
    expect(text).toContain(`replicas: ${isEuropean ? 17 : 13}`)
    expect(row.status === 'change' && row.resultHash).toBe(documentHash(text))
  }
  expect(await stage.record(done.tagId)).toMatchObject({ patch, isPatchMasked: false })

  const undo = await stage.preview(undoRequest(await stage.record(done.tagId)))
  await stage.commit({ seal: undo.seal })
  for (const [id, { text }] of await stage.heads(where)) expect(text).toBe(before.get(id)?.text)
})

it('units that no case is for are left, and say so', async () => {
  const where = "Slug = 'reference-data' AND Space.Slug LIKE '%prod-%'"
  const patch = scaled({ cases: [{ when: europe, value: 19 }] })

  const { rows } = await stage.preview({ selection: query(where), patch })

  for (const row of rows) {
    expect(row.status).toBe(row.SpaceSlug.includes('-prod-eu-') ? 'change' : 'no-match')
    if (row.status === 'no-match') expect(row.reason).toContain('No case is for this unit')
  }
  expect(statuses(rows).toSorted()).toEqual(['change', 'no-match'])
})

describe('a unit whose label changes after the preview', () => {
  const where = "Slug = 'trade-service' AND Space.Slug LIKE '%prod-au-syd'"
  const patch = scaled({ cases: [{ when: { column: 'Labels.tier', matches: 'gold' }, value: 23 }], value: 7 })

  it('is not written, neither with the value that was previewed nor with the one that is meant now', async () => {
    const shown = await stage.preview({ selection: query(where), patch })
    const [row] = shown.rows
    expect(row?.status === 'change' && row.remarks).toContain('elsewhere')
    await label(row?.SpaceID ?? '', row?.UnitID ?? '', 'gold')
    const before = await stage.heads(where)

    const { outcomes, last } = await stage.commit({ seal: shown.seal })

    expect(last).toMatchObject({ event: 'error', code: 'nothing-to-write' })
    expect(outcomes).toMatchObject([{ status: 'moved', reason: expect.stringContaining('a label changed') }])
    expect(await stage.heads(where)).toEqual(before)
    const again = await stage.preview({ selection: query(where), patch })
    expect(again.classes[0]).toMatchObject({ remarks: ['where Labels.tier gold'] })
  })

  it('is written when nothing depends on the label', async () => {
    const shown = await stage.preview({ selection: query(where), patch: replicas(29) })
    await label(shown.rows[0]?.SpaceID ?? '', shown.rows[0]?.UnitID ?? '', 'silver')

    const { outcomes } = await stage.commit({ seal: shown.seal })
    expect(statuses(outcomes)).toEqual(['written'])
  })
})

/** As any other client of ConfigHub would. */
async function label(spaceId: string, unitId: string, tier: string): Promise<void> {
  const response = await fetch(`${hub.url}/space/${spaceId}/unit/${unitId}`, {
    method: 'PATCH',
    headers: {
      Authorization: `Bearer ${hub.tokenFor('bob@trading.com')}`,
      'Content-Type': 'application/merge-patch+json',
    },
    body: JSON.stringify({ Labels: { tier } }),
  })
  expect(response.status).toBe(200)
}
