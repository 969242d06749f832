import { describe, expect, it } from 'vitest'
import {
  isStale,
  noPreview,
  type PreviewFlow,
  previewReducer,
  rowsOf,
} from '#components/change/preview/flow.ts'
import { previewLines } from '#components/change/preview/preview-lines.ts'
import { groupRows } from '#lib/change/classes/classes.ts'
import type { PreviewEvent, PreviewRequest, PreviewRow } from '#lib/change/model.ts'

const request: PreviewRequest = {
  selection: { kind: 'query', where: "Slug = 'trade-service'" },
  patch: { kind: 'set-fields', fields: [{ path: 'spec.replicas', value: 5 }] },
}

const frozen = (id: string) => ({
  UnitID: id,
  SpaceID: 's',
  Slug: 'trade-service',
  SpaceSlug: `space-${id}`,
  HeadRevisionNum: 3,
  DataHash: 'a',
})
const change = (id: string, from: number, override = false): PreviewRow => ({
  ...frozen(id),
  status: 'change',
  resultHash: 'b',
  changes: [
    {
      resourceType: 'apps/v1/Deployment',
      resourceName: '/x',
      path: 'spec.replicas',
      change: 'Update',
      from,
      to: 5,
    },
  ],
  override,
  merged: false,
  concerns: [],
})
const rows: PreviewRow[] = [
  change('1', 3),
  change('2', 2, true),
  change('3', 3, true),
  { ...frozen('4'), status: 'unchanged' },
]

const row = (one: PreviewRow): PreviewEvent => ({ event: 'row', row: one })

describe('previewReducer', () => {
  const running = previewReducer(noPreview, { type: 'start', request })

  it('collects rows and ends sealed', () => {
    const events: PreviewEvent[] = [{ event: 'start', total: 4 }, ...rows.map(row)]
    const half = previewReducer(running, { type: 'events', events, now: 1 })
    const done: PreviewEvent = {
      event: 'done',
      seal: 's',
      sealHash: 'h',
      unasked: 0,
      expiresAt: '2026-11-23T12:00:00Z',
    }

    const flow = previewReducer(half, { type: 'events', events: [done], now: 7 })

    expect(half).toMatchObject({ step: 'running', total: 4, rows })
    expect(flow).toMatchObject({
      step: 'done',
      rows,
      seal: { text: 's', hash: 'h', sealedAt: 7, expiresAt: Date.parse('2026-11-23T12:00:00Z') },
    })
  })

  describe('of a row whose override and refusal are not known yet', () => {
    const { override: _, ...unchecked } = change('1', 3) as Extract<PreviewRow, { status: 'change' }>
    const first = previewReducer(running, { type: 'events', events: [row(unchecked)], now: 1 })
    const done: PreviewEvent = {
      ...{ event: 'done', seal: 's', sealHash: 'h', unasked: 0 },
      expiresAt: '2026-11-23T12:00:00Z',
    }
    const standings = (flow: PreviewFlow) => groupRows(rowsOf(flow)).map(({ standing }) => standing)

    it('says that it is not checked, and later what was found', () => {
      const checks = [{ UnitID: '1', override: true }]
      const later = previewReducer(first, { type: 'events', events: [{ event: 'checked', checks }], now: 2 })

      expect(standings(first)).toEqual(['unchecked'])
      expect(standings(later)).toEqual(['override'])
    })

    it.each([
      ['a refusal', { UnitID: '1', override: false, refusal: 'No.' }, 'refused'],
      ['nothing of it', { UnitID: '1', override: false }, 'change'],
      ['that it could not be compared', { UnitID: '1', failure: 'took too long' }, 'failed'],
    ])('takes %s that comes in the same burst', (_, check, standing) => {
      const events: PreviewEvent[] = [row(unchecked), { event: 'checked', checks: [check] }]
      expect(standings(previewReducer(running, { type: 'events', events, now: 1 }))).toEqual([standing])
    })

    it('takes no seal: what is not known cannot be decided', () => {
      const flow = previewReducer(first, { type: 'events', events: [done], now: 2 })

      expect(flow).toMatchObject({
        step: 'failed',
        error: { message: expect.stringMatching(/Preview again/) },
      })
      expect(flow).not.toHaveProperty('seal')
    })
  })

  it('keeps the rows that came before it broke, without a seal', () => {
    const half = previewReducer(running, { type: 'events', events: rows.map(row), now: 1 })
    const flow = previewReducer(half, { type: 'broke', error: new Error('gone') })
    expect(flow).toMatchObject({ step: 'failed', rows })
    expect(flow).not.toHaveProperty('seal')
  })

  it('an answer that comes after the preview was discarded changes nothing', () => {
    const flow: PreviewFlow = previewReducer(running, { type: 'discard' })
    expect(previewReducer(flow, { type: 'events', events: rows.map(row), now: 1 })).toBe(noPreview)
  })

  it('a preview is of one patch and one selection', () => {
    expect(isStale(running, { ...request })).toBe(false)
    expect(isStale(running, { ...request, selection: { kind: 'query', where: '' } })).toBe(true)
    expect(isStale(running, undefined)).toBe(true)
  })
})

describe('previewLines', () => {
  const classes = groupRows([...rows, { ...change('5', 3), merged: true } as PreviewRow])

  it('shows units of open classes only, those that need a look first', () => {
    const [largest] = classes
    const lines = previewLines(classes, new Set([largest?.key ?? '']))

    expect(lines.map((line) => line.kind)).toEqual(['class', 'unit', 'unit', 'class', 'class', 'class'])
    expect(lines.slice(1, 3).map((line) => line.key)).toEqual(['5', '1'])
  })
})
