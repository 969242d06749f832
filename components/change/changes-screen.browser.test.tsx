import { afterEach, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { ChangesScreen } from '#components/change/changes-screen.tsx'
import { perform } from '#components/testing/stage.tsx'
import type { ChangesResponse, ListedChange } from '#lib/change/record/change-list.ts'

// The demo fleet has one change. More of them, and their states, are answered in its place: writing them would change
// the fleet, which other tests use.
const send = window.fetch
afterEach(() => {
  vi.useRealTimers()
  window.fetch = send
})

const list = page.getByRole('list', { name: 'Changes' })
const links = list.getByRole('link')
const chip = (name: string) => page.getByRole('group', { name: 'State' }).getByRole('button', { name })

function change(number: number, state: ListedChange['state'], reason: string): ListedChange {
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
  return {
    TagID: id,
    SpaceID: id,
    SpaceSlug: 'infra',
    Slug: `change-${number}`,
    CreatedAt: new Date(Date.UTC(2026, 10, 23, 8, number)).toISOString(),
    reason,
    ticket: 'TRD-1',
    author: id,
    selection: 'query',
    where: "Slug = 'a'",
    whereData: '',
    resourceType: '',
    sealHash: '',
    planned: 2,
    counts: { written: 2 },
    undoes: '',
    continues: '',
    proposed: '',
    proof: { signature: 'ours', hasReadRevisions: false, differences: [], more: 0, unread: 0 },
    state,
  }
}

/** The list is answered from `hub.changes`; everything else by the stage. */
function answering(changes: readonly ListedChange[]) {
  const hub = { changes, asked: [] as string[] }
  window.fetch = async (input, init) => {
    const url = new URL(String(input), window.location.href)
    if (url.pathname !== '/api/changes') return send(input, init)
    hub.asked.push(url.search)
    const body: ChangesResponse = { changes: [...hub.changes], read: hub.changes.length, withoutPath: 0 }
    return Response.json(body)
  }
  return hub
}

it('the filters of an address reach the server, and what is typed there is in the address', async () => {
  const stage = await perform(<ChangesScreen />, '/changes?ticket=TRD&period=all')
  await expect.element(links.first()).toBeVisible()
  const before = links.all().length

  await page.getByRole('textbox', { name: 'Unit' }).fill('no-such-space/no-such-unit')
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByText(/There is no unit no-such-space\/no-such-unit/)).toBeVisible()
  expect(stage.search().get('unit')).toBe('no-such-space/no-such-unit')

  await page.getByRole('button', { name: 'Show all changes' }).click()
  await expect.element(links.first()).toBeVisible()
  expect(links.all().length).toBe(before)
  expect(stage.search().toString()).toBe('')
})

it('states are counted and chosen; j and k go through the changes that are shown', async () => {
  answering([change(3, 'interrupted', 'Third'), change(2, 'done', 'Second'), change(1, 'done', 'First')])
  const stage = await perform(<ChangesScreen />, '/changes')
  await expect.element(chip('done 2')).toBeVisible()
  await chip('done 2').click()

  await expect.element(chip('done 2')).toHaveAttribute('aria-pressed', 'true')
  expect(stage.search().get('state')).toBe('done')
  expect(links.all()).toHaveLength(2)
  await userEvent.keyboard('jj')
  await expect.element(page.getByRole('link', { name: /First/ })).toHaveFocus()
  await userEvent.keyboard('k')
  await expect.element(page.getByRole('link', { name: /Second/ })).toHaveFocus()
})

it('a new change waits for Update, and a state changes in its place', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const hub = answering([change(2, 'running', 'Second'), change(1, 'done', 'First')])
  await perform(<ChangesScreen />, '/changes')
  await expect.element(chip('running 1')).toBeVisible()
  await vi.waitFor(() => expect(hub.asked.filter((asked) => asked.includes('limit='))).toHaveLength(1))

  hub.changes = [change(3, 'done', 'Third'), change(2, 'done', 'Second'), change(1, 'done', 'First')]
  await vi.advanceTimersByTimeAsync(15_000)

  await expect.element(page.getByRole('status').filter({ hasText: '1 new change' })).toBeVisible()
  await expect.element(chip('done 2')).toBeVisible()
  expect(links.all()).toHaveLength(2)
  await page.getByRole('button', { name: 'Update' }).click()
  await expect.element(page.getByRole('link', { name: /Third/ })).toBeVisible()
  expect(document.activeElement).not.toBe(document.body)
})
