import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import type { DocumentBase, PreviewRequest } from '#lib/change/model.ts'
import { undoRequest } from '#lib/change/record/undo.ts'
import { query, type Rehearsal, rehearse, statuses } from '#lib/change/testing/rehearsal.ts'
import { maskConfig } from '#lib/config/mask/mask.ts'

// Each test has a city of its own, so none sees another's writes.
let hub: RunningHub
let stage: Rehearsal

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  stage = await rehearse(hub)
})

afterAll(() => hub.stop())

async function headOf(city: string, slug = 'trade-service') {
  const heads = await stage.heads(`Slug = '${slug}' AND Space.Slug LIKE '%-prod-${city}'`)
  const [found] = heads
  if (found === undefined) throw new Error('another fleet')
  const [UnitID, { num: HeadRevisionNum = 0, text = '', unit }] = found
  const base: DocumentBase = { UnitID, HeadRevisionNum, DataHash: unit.DataHash ?? '' }
  return { base, text, shown: maskConfig(text).text, SpaceID: unit.SpaceID }
}

function edit(base: DocumentBase, text: string): PreviewRequest {
  return {
    selection: { kind: 'units', unitIds: [base.UnitID] },
    patch: { kind: 'document', text, base },
  }
}

async function write(UnitID: string, SpaceID: string, DataHash: string, text: string): Promise<void> {
  await stage.bob.putUnitData(SpaceID, UnitID, text, { ifMatch: DataHash, lastChangeDescription: 'Bob' })
}

it('a typed document is previewed as its changes, written as it was previewed, and undone to the byte', async () => {
  const { base, text, shown } = await headOf('eu-lon')
  const typed = `# Reviewed\n${shown.replace(/replicas: \d+/, 'replicas: 9')}`

  const preview = await stage.preview(edit(base, typed))
  expect(preview.rows).toMatchObject([
    { status: 'change', changes: [{ path: 'spec.replicas', to: 9 }], concerns: [] },
  ])
  const done = await stage.commit({ seal: preview.seal })

  expect(statuses(done.outcomes)).toEqual(['written'])
  expect((await headOf('eu-lon')).text).toBe(`# Reviewed\n${text.replace(/replicas: \d+/, 'replicas: 9')}`)
  const record = await stage.record(done.tagId)
  expect(record).toMatchObject({ patch: { kind: 'document', base, text: typed }, isPatchMasked: false })

  const back = await stage.preview(undoRequest(record))
  await stage.commit({ seal: back.seal })
  expect((await headOf('eu-lon')).text).toBe(text)
})

it('what needs consent in any patch needs it here: an unknown field, a name, a container that goes', async () => {
  const { base, shown } = await headOf('eu-fra')
  const typed = shown.replace('  replicas:', '  replica: 1\n  replicas:')

  const { rows } = await stage.preview(edit(base, typed))

  expect(rows).toMatchObject([{ status: 'change', concerns: [{ kind: 'unknown-field' }] }])
})

it('a document as it was changes nothing', async () => {
  const { base, shown } = await headOf('eu-par')
  expect((await stage.preview(edit(base, shown))).rows).toMatchObject([{ status: 'unchanged' }])
})

describe('a text that cannot be written fails with the reason and its line', () => {
  it.each([
    [
      'no YAML',
      (text: string) => `${text}  : [\n`,
      /^Line \d+, column \d+ \(v1\/Service trade-service .*\): /,
    ],
    ['no text at all', () => ' \n', /^The document is empty/],
    [
      'a mask that was typed',
      (text: string) => `${text}# ••••••••\n`,
      /^Line \d+, column 3 \(v1\/Service trade-service spec\..*\): This line was changed/,
    ],
  ])('%s', async (_, typed, reason) => {
    const { base, shown } = await headOf('eu-dub')
    const { rows } = await stage.preview(edit(base, typed(shown)))
    expect(rows).toMatchObject([{ status: 'failed', reason: expect.stringMatching(reason) }])
  })
})

it('a head that moved since is not overwritten: neither at the preview nor at the commit', async () => {
  const { base, text, shown, SpaceID } = await headOf('us-nyc')
  const typed = shown.replace(/replicas: \d+/, 'replicas: 8')
  const early = await stage.preview(edit(base, typed))
  await write(base.UnitID, SpaceID, base.DataHash, `${text}# Bob\n`)

  expect((await stage.commit({ seal: early.seal })).outcomes).toMatchObject([{ status: 'moved' }])
  const late = await stage.preview(edit(base, typed))

  expect(late.rows).toMatchObject([
    {
      status: 'failed',
      reason: expect.stringContaining(
        `made from revision ${base.HeadRevisionNum}, and the unit is at revision ${base.HeadRevisionNum + 1}`,
      ),
    },
  ])
  expect((await headOf('us-nyc')).text).toBe(`${text}# Bob\n`)
})

it('a text is for its own unit, whatever else is selected', async () => {
  const { base, shown } = await headOf('us-chi')
  const typed = `${shown}# Typed\n`
  const request = edit(base, typed)
  const selection = query("Slug = 'trade-service' AND Space.Slug LIKE '%-prod-us-%'")

  const { rows } = await stage.preview({ ...request, selection })

  expect(rows.length).toBeGreaterThan(1)
  for (const { UnitID, status } of rows) expect(status).toBe(UnitID === base.UnitID ? 'change' : 'no-match')
})

describe('a Secret', () => {
  const secret = `apiVersion: v1
kind: Secret
metadata:
  name: vault
  labels:
    app: trade
stringData:
  password: correct horse
  token: battery staple
`
  it('keeps what is masked, byte for byte, and its record tells none of it', async () => {
    const before = await headOf('jp-tyo')
    await write(before.base.UnitID, before.SpaceID, before.base.DataHash, secret)
    const { base, shown } = await headOf('jp-tyo')
    expect(shown).not.toContain('horse')
    const typed = shown.replace('app: trade', 'app: trading').replace(/token: .*/, 'token: new-token-77')

    const preview = await stage.preview(edit(base, typed))
    expect(preview.rows).toMatchObject([{ status: 'change' }])
    const done = await stage.commit({ seal: preview.seal })

    expect(statuses(done.outcomes)).toEqual(['written'])
    expect((await headOf('jp-tyo')).text).toBe(
      secret.replace('app: trade', 'app: trading').replace('battery staple', 'new-token-77'),
    )
    const record = await stage.record(done.tagId)
    expect(JSON.stringify(record)).not.toMatch(/horse|new-token/)
    expect(record.isPatchMasked).toBe(true)
  })

  it('is refused where a masked line was changed, with its line', async () => {
    const before = await headOf('au-syd')
    await write(before.base.UnitID, before.SpaceID, before.base.DataHash, secret)
    const { base, shown } = await headOf('au-syd')

    const { rows } = await stage.preview(edit(base, shown.replace('password:', 'passphrase:')))

    expect(rows).toMatchObject([
      {
        status: 'failed',
        reason: expect.stringMatching(
          /^Line 8, column \d+ \(v1\/Secret vault stringData\.passphrase\): .*mask/,
        ),
      },
    ])
    expect((await headOf('au-syd')).text).toBe(secret)
  })
})
