import { type APIRequestContext, expect, type Locator, type Page } from '@playwright/test'
import { commit, preview } from '#e2e/change-calls.ts'
import type { Hub } from '#e2e/hub.ts'
import { recordSpace } from '#e2e/workspace.ts'

export type Record = { readonly SpaceID: string; readonly TagID: string }

/** `eu-lon` -> the trade-service of that market in production. */
export const tradeIn = (market: string) => `Slug = 'trade-service' AND Space.Slug LIKE '%prod-${market}'`

export async function spaceId(hub: Hub, slug = recordSpace): Promise<string> {
  const where = encodeURIComponent(`Slug = '${slug}'`)
  const [found] = await hub.read<{ Space: { SpaceID: string } }[]>(
    'alice@trading.com',
    `/space?where=${where}`,
  )
  if (found === undefined) throw new Error(`no Space ${slug}`)
  return found.Space.SpaceID
}

/** Previews and writes as the signed-in person; `between` happens after the preview. */
export async function writeChange(
  request: APIRequestContext,
  origin: string,
  hub: Hub,
  change: { where: string; patch: object; reason: string; ticket?: string; between?: () => Promise<void> },
): Promise<Record> {
  const { where, patch, reason, ticket, between } = change
  const { seal, rows } = await preview(request, origin, { where, patch })
  await between?.()
  const recordSpaceId = await spaceId(hub)
  const answer = await commit(request, origin, {
    seal,
    reason,
    ticket,
    excludedUnitIds: [],
    includedUnitIds: rows.map(({ UnitID }) => UnitID),
    consentReason: 'It is meant',
    recordSpaceId,
  })
  expect(answer.status(), await answer.text()).toBe(200)
  const start = (await answer.text()).split('\n').find((line) => line.includes('"event":"start"')) ?? '{}'
  const { tagId, spaceId: SpaceID } = JSON.parse(start) as { tagId: string; spaceId: string }
  expect(tagId).toBeTruthy()
  return { SpaceID, TagID: tagId }
}

export async function openRecord(page: Page, { SpaceID, TagID }: Record): Promise<Locator> {
  await page.goto(`/changes/${SpaceID}.${TagID}`)
  const proof = page.getByRole('region', { name: 'Proof of this record' })
  await expect(proof).toBeVisible()
  return proof
}

/** Through the hub's own API, without the dashboard. */
export async function send(hub: Hub, username: string, method: string, path: string, body?: unknown) {
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
  const answer = await hub.call(username, path, {
    method,
    headers: { 'Content-Type': type },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return answer.json() as Promise<unknown>
}

/** The unit is locked for others until the returned function takes it out again. */
export async function takeIntoChangeSet(
  hub: Hub,
  username: string,
  { SpaceID, UnitID }: { readonly SpaceID: string; readonly UnitID: string },
  Slug: string,
): Promise<() => Promise<unknown>> {
  const made = (await send(hub, username, 'POST', `/space/${SpaceID}/change_set`, { Slug })) as {
    ChangeSetID: string
  }
  const move = (ChangeSetID: string | null) =>
    send(hub, username, 'PATCH', `/space/${SpaceID}/unit/${UnitID}`, { ChangeSetID })
  await move(made.ChangeSetID)
  return () => move(null)
}
