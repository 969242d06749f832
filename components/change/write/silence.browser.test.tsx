import { afterEach, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import { CommitProgress } from '#components/change/write/commit-progress.tsx'
import { forgetCommit, startCommit, useCommitRun } from '#components/change/write/commit-run.ts'
import { perform } from '#components/testing/stage.tsx'
import type { CommitEvent, FrozenUnit } from '#lib/change/model.ts'

// The route answers a commit line by line; the test says when a line comes.
const send = window.fetch
afterEach(() => {
  window.fetch = send
  forgetCommit()
  vi.useRealTimers()
})

const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const units = [1, 2].map((number): FrozenUnit => {
  const SpaceSlug = `moss-cub-traderx-prod-${number}`
  return {
    UnitID: idOf(number),
    SpaceID: idOf(90),
    Slug: 'trade-service',
    SpaceSlug,
    HeadRevisionNum: 3,
    DataHash: 'a',
  }
})
const written = ([unit]: readonly FrozenUnit[]): CommitEvent => {
  if (unit === undefined) throw new Error('no unit')
  return { event: 'outcome', outcome: { ...unit, status: 'written', revisionNum: 4 } }
}

function Progress() {
  const run = useCommitRun()
  return run === undefined ? null : <CommitProgress run={run} />
}

async function write() {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] })
  const line = new TextEncoder()
  const lines = new TransformStream<Uint8Array, Uint8Array>()
  const writer = lines.writable.getWriter()
  window.fetch = async () =>
    new Response(lines.readable, { headers: { 'Content-Type': 'application/x-ndjson' } })
  const request = { seal: 'a', reason: 'Market open', excludedUnitIds: [] }
  const ended = startCommit({ request, units, expiresAt: Date.now() })
  await perform(<Progress />, '/changes/new')
  const tell = async (event: CommitEvent) => {
    await writer.write(line.encode(`${JSON.stringify(event)}\n`))
  }
  return { tell, ended, close: () => writer.close() }
}

/** Lines are read when they come, and shown ten times a second. */
async function until(isSeen: () => boolean): Promise<void> {
  const look = async () => {
    await vi.advanceTimersByTimeAsync(100)
    expect(isSeen()).toBe(true)
  }
  await vi.waitFor(look, { timeout: 20_000 })
}

const isShown = (text: RegExp) => page.getByText(text).query() !== null

const note = page.getByRole('status').filter({ hasText: 'Nothing new from the hub' })

it('a hub that falls silent while a change is written is said, with what it means, until it answers', async () => {
  const { tell, ended, close } = await write()
  await vi.advanceTimersByTimeAsync(12_000)
  await expect
    .element(note)
    .toMatchTextContent(/for 12 s\. As far as this page knows, writing has not begun\./)

  await tell({ event: 'start', tagId: idOf(1), spaceId: idOf(90), total: 2 })
  await tell(written(units))
  await until(() => isShown(/1 of 2 units written/))
  await expect.element(note).not.toBeInTheDocument()

  await vi.advanceTimersByTimeAsync(6000)
  await expect.element(note).not.toBeInTheDocument()
  await vi.advanceTimersByTimeAsync(5000)
  await expect.element(note).toMatchTextContent(/for 1\d s\. Nothing is lost.*can be resumed from its record/)

  await tell(written(units.slice(1)))
  await until(() => isShown(/2 of 2 units written/))
  await expect.element(note).not.toBeInTheDocument()
  await tell({ event: 'done', written: 2, notWritten: 0 })
  await close()
  expect((await ended).state).toBe('done')
})

it('during a wave the silence may be that of its checks', async () => {
  const { tell, ended, close } = await write()
  await tell({ event: 'start', tagId: idOf(1), spaceId: idOf(90), total: 2 })
  await tell({ event: 'wave', wave: 1, unitIds: units.map(({ UnitID }) => UnitID) })
  await until(() => isShown(/Writing wave 1/))
  await vi.advanceTimersByTimeAsync(9000)

  await expect.element(note).toMatchTextContent(/The checks of a wave may be running/)
  await tell({ event: 'done', written: 0, notWritten: 2 })
  await close()
  await ended
})
