import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { ChangeScreen } from '#components/change/change-screen.tsx'
import { perform } from '#components/testing/stage.tsx'
import type { Patch } from '#lib/change/model.ts'

const where = "Slug = 'reference-data' AND Space.Slug LIKE '%-prod-us-%'"

/** The lines of a stream of our own routes. */
async function linesOf(path: string, body: unknown): Promise<Record<string, string>[]> {
  const headers = { 'Content-Type': 'application/json' }
  const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })
  return (await response.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

/** Previews and writes a change, and returns the id of its record. */
async function write(patch: Patch, reason: string): Promise<string> {
  const spaces = await fetch(
    `/api/confighub/space?where=${encodeURIComponent("Slug = 'moss-cub-traderx-infra'")}`,
  )
  const [{ Space }] = await spaces.json()
  const preview = await linesOf('/api/previews', { selection: { kind: 'query', where }, patch })
  const { seal } = preview.at(-1) ?? {}
  const terms = { seal, reason, excludedUnitIds: [], recordSpaceId: Space.SpaceID }
  const [start] = await linesOf('/api/changes', terms)
  return start?.tagId ?? ''
}

it('the record of a change of metadata shows what each unit had and has, and that it is the only trace', async () => {
  const patch: Patch = { kind: 'metadata', edits: [{ field: 'Labels', key: 'Tier', value: 'critical' }] }
  const tagId = await write(patch, 'Page the right people')
  await perform(<ChangeScreen tagId={tagId} />, `/changes/${tagId}`)

  await expect.element(page.getByRole('heading', { name: 'Page the right people' })).toBeVisible()
  await expect.element(page.getByText(/only the record of a change says who changed them/)).toBeVisible()
  const units = page.getByRole('list', { name: 'Units of this change' })
  await expect.element(units).toMatchTextContent(/Labels\.Tier \(none\) → critical/)
  await expect.element(units.getByRole('button', { name: 'Diff' })).not.toBeInTheDocument()
  await expect.element(page.getByRole('link', { name: /^Undo \d+ units…$/ })).toBeVisible()
  await expect.element(page.getByText('Labels.Tier = "critical"')).toBeVisible()

  await expect.element(page.getByText(/^no rule asked for approvals of \d+ units$/)).toBeVisible()
  await expect.element(page.getByRole('link', { name: 'Evidence' })).toBeVisible()

  await write({ kind: 'undo-metadata', tagId }, 'As it was')
  const left = await fetch(
    `/api/confighub/unit?where=${encodeURIComponent(`${where} AND Labels.Tier = 'critical'`)}`,
  )
  expect(await left.json()).toEqual([])
})
