import type { Page } from '@playwright/test'
import { type Preview, previewRun, recordOf, type Side } from '#bench/change-runs.ts'
import { type Frames, framesOf, onPage, pixelsPerFrame } from '#bench/page-frames.ts'
import { query, read } from '#bench/requests.ts'

export type OutcomeFrames = {
  readonly scrolled: Frames
  /** The same page, when nothing happens on it: what this machine can draw. */
  readonly idle: Frames
}

const units = 10_000
const list = 'Units of this change'

/**
 * Scrolls through the result of a change of 10,000 units. Most of them leave the query before they are written, so that
 * the outcomes are there in seconds.
 */
export async function outcomeFrames(side: Side): Promise<OutcomeFrames> {
  const { preview } = await previewRun(side, units, 300)
  await leaveQuery(side)
  const record = await recordOf(side, preview)
  return onPage(side, `/changes/${record}`, async (page) => {
    await page.getByRole('list', { name: list }).waitFor()
    await mustBeWhole(page, preview)
    const idle = await framesOf(page, list, 0)
    return { idle, scrolled: await framesOf(page, list, pixelsPerFrame) }
  })
}

/** All Spaces of production but those of one region. */
async function leaveQuery({ hub, token }: Side): Promise<void> {
  const where = "Labels.Environment = 'prod' AND Labels.Region != 'jp-tyo'"
  await read(`${hub}/_space?${query({ where })}`, {
    method: 'PATCH',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/merge-patch+json' },
    body: JSON.stringify({ Labels: { Environment: 'staging' } }),
  })
}

/** A list without its units would scroll well. */
async function mustBeWhole(page: Page, { changedIds }: Preview): Promise<void> {
  const count = changedIds.length.toLocaleString('en')
  await page
    .getByText(new RegExp(`of (?:${count}|${changedIds.length}) units`))
    .first()
    .waitFor()
}
