import { tradeInProduction } from '#e2e/change-calls.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { london, newChangePath, unitsPath } from '#e2e/places.ts'
import { setField } from '#e2e/workspace.ts'

// On a busy machine the hub is silent for longer than the server waits.
test.use({ hubUse: 'read', expectedStatuses: [502, 504] })

// The hub accepts connections and never answers.
test.beforeEach(async ({ signIn }) => signIn('alice@trading.com'))
test.afterEach(({ hub }) => hub.thaw())

test('an unanswered query says since when, keeps the rows, and can be retried', async ({ page, hub }) => {
  await page.goto(unitsPath(tradeInProduction))
  await expect(page.getByRole('row').nth(5)).toBeVisible()
  hub.freeze()
  await page.getByRole('button', { name: 'Text', exact: true }).click()
  await page.getByRole('combobox', { name: 'Query' }).fill("Slug = 'trade-service'")
  await page.keyboard.press('Enter')

  const waiting = page
    .getByRole('status')
    .filter({ hasText: /ConfigHub has not answered since \d\d:\d\d:\d\d/ })
  await expect(waiting).toBeVisible()
  await expect(page.getByRole('row').nth(5)).toBeVisible()

  await waiting.getByRole('button', { name: 'Retry' }).click()
  hub.thaw()
  await expect(waiting).toBeHidden()
  await expect(page.getByRole('row').nth(20)).toBeVisible()
})

test('retrying drops the pending request', async ({ page, hub }) => {
  await page.goto('/units')
  await expect(page.getByRole('row').nth(5)).toBeVisible()
  // What stands around the rows is asked for after them, and is not what this is about.
  await page.waitForLoadState('networkidle')
  hub.freeze()
  await page.getByRole('link', { name: 'Changes' }).click()
  await expect(page.getByRole('heading', { name: 'Changes' })).toBeVisible()
  const waiting = page.getByRole('status').filter({ hasText: 'ConfigHub has not answered since' })
  await expect(waiting).toBeVisible()

  const dropped = page.waitForEvent('requestfailed', (request) => request.url().includes('/api/changes'))
  const asked = page.waitForRequest((request) => request.url().includes('/api/changes'))
  await waiting.getByRole('button', { name: 'Retry' }).click()
  await Promise.all([dropped, asked])

  hub.thaw()
  await expect(page.getByText(/kept in ConfigHub as Tags/)).toBeVisible()
})

const places = [
  { name: 'the units', path: unitsPath(tradeInProduction) },
  { name: 'a unit', path: `/units/${london}/trade-service` },
  { name: 'the changes', path: '/changes' },
  { name: 'the activity', path: '/activity' },
  { name: 'a new change', path: newChangePath(tradeInProduction) },
]
for (const { name, path } of places) {
  test(`no skeleton stays forever: ${name}`, async ({ page, hub }) => {
    hub.freeze()
    await page.goto(path)
    const waiting = page.getByRole('status').filter({ hasText: 'ConfigHub has not answered since' })
    await waiting.getByRole('button', { name: 'Stop waiting' }).click()

    const alert = page.getByRole('alert').filter({ hasText: 'You stopped waiting' }).first()
    await expect(alert).toBeVisible()
    await expect(waiting).toBeHidden()

    hub.thaw()
    await alert.getByRole('button', { name: 'Try again' }).click()
    await expect(alert).toBeHidden()
  })
}

test('an unanswered preview can be stopped, and the patch stays', async ({ page, hub }) => {
  await page.goto(newChangePath(tradeInProduction))
  await setField(page, 'spec.replicas', '5')
  const button = page.getByRole('button', { name: /^Preview \d+ units/ })
  await expect(button).toBeEnabled()
  await page.waitForLoadState('networkidle')
  hub.freeze()
  await button.click()
  const waiting = page.getByRole('status').filter({ hasText: 'ConfigHub has not answered since' })
  await waiting.getByRole('button', { name: 'Stop waiting' }).click()

  await expect(page.getByRole('alert').filter({ hasText: 'The preview stopped' })).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Path' })).toHaveValue('spec.replicas')
})

test('an unanswered sign-in can be stopped', async ({ page, hub, context }) => {
  await context.clearCookies()
  await page.goto('/sign-in')
  const alice = page.getByRole('button', { name: /Sign in as Alice Chen/ })
  await expect(alice).toBeVisible()
  hub.freeze()
  await alice.click()
  const waiting = page.getByRole('status').filter({ hasText: 'ConfigHub has not answered since' })
  await waiting.getByRole('button', { name: 'Stop waiting' }).click()

  await expect(page.getByRole('alert').filter({ hasText: 'You stopped waiting' })).toBeVisible()
  hub.thaw()
  await alice.click()
  await expect(page.getByRole('button', { name: 'Account: Alice Chen' })).toBeVisible()
})
