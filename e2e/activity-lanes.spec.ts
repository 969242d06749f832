import type { Locator, Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures.ts'
import { london } from '#e2e/places.ts'

// The last month of the demo fleet by person; what the bot did at 03:04 is the last change before breakfast.
test.use({ hubUse: 'read' })

test.beforeEach(async ({ signIn }) => signIn())

test('who changed London at 3 a.m.: from the lane to the list, in one sentence, and as a link for someone else', async ({
  page,
  openAsBob,
}) => {
  await page.goto('/activity?lanes=tool')
  const mark = lane(page, 'capacity-autopilot').getByRole('button')
  await mark.hover()
  const card = page.getByRole('tooltip')
  await expect(card).toContainText('spec.replicas 3 → 2, image unchanged')
  await expect(card).toContainText('capacity: p95 cpu 11% over 6h, target 2')

  await mark.click()
  const row = page.getByRole('listitem').and(page.locator('[aria-current]'))
  await expect(row).toContainText('Automation')
  await expect(row).toContainText('spec.replicas 3 → 2, image unchanged')
  await expect(row).toContainText(london)
  await row.hover()
  await row.getByRole('button', { name: /as the point in time/ }).click()
  await expect(page.getByText(/is the point in time/)).toBeVisible()
  const mine = await row.textContent()

  const theirs = await openAsBob(page.url())
  await expect(theirs.getByText(/is the point in time/)).toBeVisible()
  await expect(lane(theirs, 'capacity-autopilot').locator('[aria-current]')).toBeVisible()
  const theirRow = theirs.getByRole('listitem').and(theirs.locator('[aria-current]'))
  await expect(theirRow).toBeInViewport()
  await expect(theirRow).toContainText('spec.replicas 3 → 2, image unchanged')
  await expect.poll(async () => withoutTimes(await theirRow.textContent())).toBe(withoutTimes(mine))
})

test('of fifty regions, the one changed last before the point in time comes first', async ({ page, hub }) => {
  const [bot] = await hub.read<{ Revision: { CreatedAt: string } }[]>(
    'alice@trading.com',
    `/revision?limit=1&distinct_on=Off&where=${encodeURIComponent("UserAgent LIKE 'capacity-autopilot%'")}`,
  )
  if (bot === undefined) throw new Error('the demo fleet has no capacity-autopilot')
  const lanes = page.getByRole('list', { name: /^Changes by region/ }).getByRole('listitem')

  await page.goto(`/activity?window=30d&lanes=region&at=${bot.Revision.CreatedAt}`)
  await expect(lanes.first()).toContainText('eu-lon')
  await expect(lanes.last()).toContainText(/\d+ more regions/)
  await page.getByRole('button', { name: 'A lane for each' }).click()
  await expect.poll(() => lanes.count()).toBeGreaterThan(40)
})

test('a bulk change is one mark and one line, and opens to its units', async ({ page, hub }) => {
  const written = await hub.read<{ Revision: { Description: string } }[]>(
    'alice@trading.com',
    `/revision?limit=1000&distinct_on=Off&where=${encodeURIComponent("Description LIKE 'Rate decision%'")}`,
  )
  expect(written.length).toBeGreaterThan(10)

  await page.goto('/activity?window=30d')
  await page.getByRole('button', { name: new RegExp(`${written.length} units.*Rate decision`) }).click()
  const list = page.getByRole('list', { name: 'Changes, newest first' })
  const row = list.getByRole('listitem').filter({ hasText: 'Rate decision' })
  await expect(row).toContainText(`spec.replicas 2 → 3, image unchanged in all ${written.length} units`)
  await row.getByRole('button', { name: `${written.length} units` }).click()

  const units = row.getByRole('listitem')
  await expect(units).toHaveCount(written.length)
  for (const unit of await units.all()) {
    await unit.scrollIntoViewIfNeeded()
    await expect(unit).toContainText('spec.replicas 2 → 3, image unchanged')
  }
  await page.reload()
  await expect(row.getByRole('listitem')).toHaveCount(written.length)
})

test('dragging over the bars narrows the window, so do the keys, and both can be undone', async ({
  page,
}) => {
  await page.goto('/activity?window=7d')
  const summary = page.getByRole('status').filter({ hasText: 'revisions in' })
  const all = await revisionCount(summary)
  const bars = page.getByRole('group', { name: /^Revisions over time/ })
  const box = await bars.boundingBox()
  if (box === null) throw new Error('the bars are not on the screen')

  await page.mouse.move(box.x + 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 })
  await page.mouse.up()
  await expect(page).toHaveURL(/from=.*&to=/)
  await expect.poll(() => revisionCount(summary)).toBeLessThan(all)
  const half = await revisionCount(summary)
  const listed = page.getByRole('list', { name: 'Changes, newest first' }).locator('time')
  const { from, to } = windowOf(page)
  for (const time of await listed.all()) {
    const at = Date.parse((await time.getAttribute('datetime')) ?? '')
    expect(at).toBeGreaterThanOrEqual(from)
    expect(at).toBeLessThanOrEqual(to)
  }

  await page.getByRole('button', { name: 'Back to preset ranges' }).last().click()
  await expect(page).not.toHaveURL(/from=/)
  await expect.poll(() => revisionCount(summary)).toBe(all)

  await bars.getByRole('button').last().focus()
  await page.keyboard.press('Home')
  const narrowed = await bars.getByRole('button').count()
  for (let bar = 1; bar < narrowed / 2; bar++) await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/from=.*&to=/)
  await expect.poll(() => revisionCount(summary)).toBeLessThan(all)
  expect(Math.abs((await revisionCount(summary)) - half)).toBeLessThanOrEqual(3)
})

test('arrow keys move between marks, Enter shows the list, j and k move on from there', async ({ page }) => {
  await page.goto('/activity?window=7d')
  const marks = page.getByRole('list', { name: /^Changes by person/ }).getByRole('button')
  await marks.first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('End')
  const mark = page.locator(':focus')
  await expect(mark).toHaveAccessibleName(/Automation|changes/)
  await expect(mark).toHaveAccessibleDescription(/spec\.replicas/)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('tooltip')).toBeHidden()

  await page.keyboard.press('Enter')
  const focused = page.locator('li:focus')
  await expect(focused).toContainText('spec.replicas')
  await expect(focused).toBeInViewport()
  const first = await focused.getAttribute('data-entry')
  await page.keyboard.press('j')
  await expect(focused).not.toHaveAttribute('data-entry', first ?? '')
  await page.keyboard.press('k')
  await expect(focused).toHaveAttribute('data-entry', first ?? '')
  await page.keyboard.press('Escape')
  await expect(page).not.toHaveURL(/entry=/)
})

test('an address with an impossible window, and a window without changes, say so and offer a way on', async ({
  page,
}) => {
  await page.goto('/activity?from=yesterday')
  await expect(page.getByRole('heading', { name: 'This window cannot be shown' })).toBeVisible()
  await page.getByRole('button', { name: 'Back to preset ranges' }).last().click()
  await expect(page.getByRole('list', { name: 'Changes, newest first' })).toBeVisible()

  await page.goto(`/activity?window=1h&where=${encodeURIComponent("Slug = 'no-such-unit'")}`)
  await expect(page.getByRole('heading', { name: 'No unit matches this query' })).toBeVisible()

  await page.goto('/activity?from=2001-01-01T00:00:00Z&to=2001-01-02T00:00:00Z')
  await expect(page.getByRole('heading', { name: 'Nothing changed in this window' })).toBeVisible()
  await page.getByRole('button', { name: 'Look back 90 days' }).click()
  await expect(page.getByRole('list', { name: 'Changes, newest first' })).toBeVisible()
})

test.describe('while the hub is down', () => {
  test.use({ hubUse: 'write', expectedStatuses: [502, 503] })

  test('loaded data stays, the rest is marked unknown with the reason, and both can be retried', async ({
    page,
    hub,
    restartHub,
  }) => {
    await page.goto('/activity?window=30d')
    const rows = page.getByRole('list', { name: 'Changes, newest first' }).locator('[data-entry]')
    // Which change is the newest depends on the time of day.
    await expect(rows.first()).not.toContainText('Reading what changed')
    const newest = (await rows.first().textContent()) ?? ''
    await hub.stop('SIGKILL')

    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect(page.getByText('this is the last result')).toBeVisible()
    await expect(rows.first()).toHaveText(newest)
    await rows.last().scrollIntoViewIfNeeded()
    await expect(rows.last()).toContainText(/Unknown: .+/)

    await restartHub()
    await rows.last().getByRole('button', { name: 'Try again' }).click()
    await expect(rows.last()).not.toContainText('Unknown')
    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect(page.getByText('this is the last result')).toBeHidden()
  })
})

function lane(page: Page, name: string): Locator {
  return page
    .getByRole('list', { name: /^Changes by/ })
    .getByRole('listitem')
    .filter({ hasText: name })
}

/** The other browser may be in another time zone. */
function withoutTimes(text: string | null): string {
  return (text ?? '').replaceAll(/\d\d:\d\d:\d\d/g, '').trim()
}

async function revisionCount(summary: Locator): Promise<number> {
  return Number(/^([\d,]+) revision/.exec((await summary.textContent()) ?? '')?.[1]?.replaceAll(',', ''))
}

function windowOf(page: Page): { from: number; to: number } {
  const search = new URL(page.url()).searchParams
  return { from: Date.parse(search.get('from') ?? ''), to: Date.parse(search.get('to') ?? '') }
}
