import { tradeInProduction } from '#e2e/change-calls.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { readUnits } from '#e2e/fleet.ts'
import { administrator } from '#e2e/hub.ts'
import { newChangePath, unitsPath } from '#e2e/places.ts'
import { giveReason, includeOverrides, previewUnits, setField, writeUnits } from '#e2e/workspace.ts'

test.beforeEach(async ({ signIn }) => signIn('alice@trading.com'))

test.describe('queries that cannot be run', () => {
  test.use({ hubUse: 'read' })

  const longQuery = `Slug IN (${Array.from({ length: 900 }, (_, at) => `'unit-${at}'`).join(', ')})`
  const wrong = [
    { name: 'a bad query', text: "Slug = 'trade-service' AND = 'x'", says: /attribute|character \d+/i },
    {
      name: 'a query of 10,000 characters',
      text: longQuery.padEnd(10_000, ' ').concat("AND Slug = 'x'"),
      says: /long|characters/,
    },
  ]
  for (const { name, text, says } of wrong) {
    test(`${name} says what is wrong and stays in its field`, async ({ page }) => {
      await page.goto(unitsPath(tradeInProduction))
      await expect(page.getByRole('row').nth(5)).toBeVisible()
      await page.getByRole('button', { name: 'Text', exact: true }).click()
      const field = page.getByRole('combobox', { name: 'Query' })
      await field.fill(text)
      await page.keyboard.press('Enter')

      await expect(page.getByRole('status').filter({ hasText: says }).first()).toBeVisible()
      await expect(field).toHaveValue(text)
      await expect(field).toHaveAttribute('aria-invalid', 'true')
      // The previous rows are still shown.
      await expect(page.getByRole('row').nth(5)).toBeVisible()
    })
  }

  test('a link with a bad query opens with the text and the reason', async ({ page }) => {
    const text = "Slug = 'trade-service' AND"
    await page.goto(unitsPath(text))

    await expect(page.getByRole('combobox', { name: 'Query' })).toHaveValue(text)
    await expect(page.getByRole('status').first()).toBeVisible()
  })
})

test.describe('patches that cannot be applied', () => {
  test.use({ hubUse: 'read' })

  test('a patch that matches nothing says so for every unit, and nothing can be written', async ({
    page,
    hub,
  }) => {
    const units = await readUnits(hub, tradeInProduction)
    await page.goto(newChangePath(tradeInProduction))
    await setField(page, 'spec.replicas', '5')
    await page.getByRole('combobox', { name: 'Resource type' }).fill('apps/v1/StatefulSet')
    await previewUnits(page)

    await expect(page.getByText(`${units.size} with nothing to apply to`)).toBeVisible()
    await giveReason(page, 'Nothing to do')
    await expect(page.getByRole('button', { name: /^Write \d/ })).toBeDisabled()
    await expect(page.getByRole('combobox', { name: 'Path' })).toHaveValue('spec.replicas')
  })
})

test.describe('a hub that is down', () => {
  test.use({ expectedStatuses: [502, 503, 504] })

  test('is reported in place and keeps what was typed; retrying works when the hub is back', async ({
    page,
    hub,
    restartHub,
  }) => {
    await page.goto('/units')
    await expect(page.getByRole('row').nth(5)).toBeVisible()
    await hub.stop('SIGKILL')
    await page.getByRole('button', { name: 'Text', exact: true }).click()
    await page.getByRole('combobox', { name: 'Query' }).fill(tradeInProduction)
    await page.keyboard.press('Enter')

    const alert = page.getByRole('alert').filter({ hasText: "Can't reach ConfigHub" }).first()
    await expect(alert).toBeVisible()
    await expect(page.getByRole('combobox', { name: 'Query' })).toHaveValue(tradeInProduction)
    expect(await page.request.get('/healthz').then((answer) => answer.status())).toBe(200)
    expect(await page.request.get('/readyz').then((answer) => answer.status())).toBe(503)

    await restartHub()
    await alert.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByRole('row').nth(5)).toBeVisible()
    await expect(alert).toBeHidden()
  })

  test('stops a preview with the reason, and keeps the patch', async ({ page, hub }) => {
    await page.goto(newChangePath(tradeInProduction))
    await setField(page, 'spec.replicas', '5')
    await expect(page.getByRole('button', { name: /^Preview \d+ units/ })).toBeEnabled()
    await hub.stop('SIGKILL')
    await page.getByRole('button', { name: /^Preview/ }).click()

    await expect(
      page
        .getByRole('alert')
        .filter({ hasText: /preview stopped|cannot be reached/i })
        .first(),
    ).toBeVisible()
    await expect(page.getByRole('combobox', { name: 'Path' })).toHaveValue('spec.replicas')
    await expect(page.getByRole('textbox', { name: 'Value' })).toHaveValue('5')
  })
})

test.describe('an expired token', () => {
  // 502: what the page was reading while the hub started anew.
  test.use({ expectedStatuses: [401, 502] })

  test('asks to sign in over the page, and what was typed can be used right away', async ({
    page,
    restartHub,
  }) => {
    await page.goto(newChangePath(tradeInProduction))
    await setField(page, 'spec.replicas', '5')
    await giveReason(page, 'Opening auction')
    const renewed = await restartHub({ adminToken: 'a-new-administrators-token-0123456789' })
    await page.getByRole('button', { name: /^Preview \d+ units/ }).click()

    const dialog = page.getByRole('dialog', { name: 'Your session has ended' })
    await expect(dialog).toBeVisible()
    await dialog.getByText('Use a token instead').click()
    await dialog.getByLabel('ConfigHub token').fill(renewed.tokenFor('alice@trading.com'))
    await dialog.getByRole('button', { name: 'Sign in with token' }).click()
    await expect(dialog).toBeHidden()

    await expect(page.getByRole('textbox', { name: 'Value' })).toHaveValue('5')
    await expect(page.getByRole('textbox', { name: /^Reason/ })).toHaveValue('Opening auction')
    await previewUnits(page)
  })
})

test.describe('a quota that is used up', () => {
  test.use({ expectedStatuses: [403], hubFlags: ['--quota', 'Tag=0'] })

  test('stops the change before anything is written, with the reason and what was typed', async ({
    page,
    hub,
  }) => {
    const before = await readUnits(hub, tradeInProduction)
    await page.goto(newChangePath(tradeInProduction))
    await setField(page, 'spec.replicas', '9')
    await previewUnits(page)
    await includeOverrides(page)
    await giveReason(page, 'Load test of the new gateway')
    await writeUnits(page, before.size)

    const alert = page.getByRole('alert').filter({ hasText: /quota/ }).first()
    await expect(alert).toBeVisible()
    await expect(alert).toContainText('administrator')
    await expect(page.getByRole('textbox', { name: /^Reason/ })).toHaveValue('Load test of the new gateway')
    expect(await readUnits(hub, tradeInProduction)).toEqual(before)
  })
})

test.describe('an administrator', () => {
  test.use({ hubUse: 'read' })

  test('sees the same pages', async ({ page, signIn }) => {
    await signIn(administrator)
    await page.goto(unitsPath(tradeInProduction))

    await expect(page.getByRole('row').nth(5)).toBeVisible()
  })
})
