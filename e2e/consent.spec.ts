import AxeBuilder from '@axe-core/playwright'
import type { APIResponse } from '@playwright/test'
import { commit, preview, replicasTo } from '#e2e/change-calls.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { readUnits, replicasOf, revisionsOf, unitOf, writeElsewhere } from '#e2e/fleet.ts'
import { administrator, type Hub } from '#e2e/hub.ts'
import { london, newChangePath } from '#e2e/places.ts'
import { send, takeIntoChangeSet } from '#e2e/records.ts'
import { giveReason, includeOverrides, previewUnits, setField } from '#e2e/workspace.ts'

const cities = ['moss-cub-traderx-prod-jp-tyo', 'moss-cub-traderx-prod-au-syd', london]
const three = `Slug = 'trade-service' AND Space.Slug IN (${cities.map((city) => `'${city}'`).join(', ')})`
const [tokyo = '', sydney = ''] = cities

test.describe('a risky change', () => {
  test.beforeEach(async ({ signIn }) => signIn('alice@trading.com'))

  test('is written only with consent and a reason, by keyboard, and the reason is kept', async ({
    page,
    hub,
  }) => {
    const before = await readUnits(hub, three)
    await page.goto(newChangePath(three))
    await setField(page, 'spec.replicas', '0')
    await previewUnits(page)
    await includeOverrides(page)

    await expect(page.getByText('Needs your consent: sets spec.replicas to 0').first()).toBeVisible()
    await expect(page.getByText('3 need consent = 3 units')).toBeVisible()
    await giveReason(page, 'Closing three cities')
    const write = page.getByRole('button', { name: /^Write \d/ })
    await expect(write).toBeDisabled()
    await expect(write).toHaveAccessibleDescription(/consent is not ticked/)

    for (const box of await page.getByRole('checkbox', { name: /^Consent to / }).all())
      await box.press('Space')
    await expect(page.getByText('3 change = 3 units')).toBeVisible()
    await expect(write).toBeDisabled()
    await page.getByRole('textbox', { name: /by consent/ }).fill('The desks there are closed')
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
    await write.and(page.getByRole('button', { name: 'Write 3 units, 3 by consent…' })).press('Enter')
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: 'Write 3 units, 3 by consent' })
      .press('Enter')

    await expect(page).toHaveURL(/\/changes\/[\w-]+\.[\w-]+$/)
    for (const [space, unit] of await readUnits(hub, three)) {
      expect(replicasOf(unit), space).toBe(0)
      expect(unit.head, space).toBe((before.get(space)?.head ?? 0) + 1)
      const [revision] = await revisionsOf(hub, unit)
      expect(revision?.Description).toBe(
        'Closing three cities\n\nConsent, 3 units: The desks there are closed',
      )
    }
  })
})

test.describe('a refusal of the whole write', () => {
  test.use({ hubUse: 'read', expectedStatuses: [400, 409, 422, 429] })

  test('loses nothing that was typed or ticked, whatever the reason', async ({ page, signIn }) => {
    await signIn('alice@trading.com')
    await page.goto(newChangePath(three))
    await setField(page, 'spec.replicas', '0')
    await previewUnits(page)
    for (const box of await page.getByRole('checkbox', { name: /^Consent to / }).all())
      await box.press('Space')
    await giveReason(page, 'Closing three cities')
    await page.getByRole('textbox', { name: 'Ticket' }).fill('TRD-4502')
    await page.getByRole('textbox', { name: /by consent/ }).fill('The desks there are closed')
    const refusals = [
      [400, 'consent-missing', '1 unit needs consent: prod/x.'],
      [409, 'seal-expired', 'This preview expired.'],
      [422, 'too-large', 'This is too large.'],
      [429, 'too-many-requests', 'Too many changes at once.'],
    ] as const
    for (const [status, code, message] of refusals) {
      await page.route('**/api/changes', (route) =>
        route.fulfill({ status, json: { code, message, Message: message } }),
      )
      await page.getByRole('button', { name: 'Write 3 units, 3 by consent…' }).click()
      await page.getByRole('alertdialog').getByRole('button', { name: 'Write 3 units, 3 by consent' }).click()

      const alert = page.getByRole('alert').filter({ hasText: 'Nothing was written' })
      await expect(alert.getByText(message)).toBeVisible()
      await expect(page.getByRole('textbox', { name: /^Reason/ })).toHaveValue('Closing three cities')
      await expect(page.getByRole('textbox', { name: 'Ticket' })).toHaveValue('TRD-4502')
      await expect(page.getByRole('textbox', { name: /by consent/ })).toHaveValue(
        'The desks there are closed',
      )
      await expect(page.getByText('3 change = 3 units')).toBeVisible()
      await expect(alert.getByRole('button', { name: 'Preview again' })).toHaveCount(
        code === 'seal-expired' ? 1 : 0,
      )
      await page.unroute('**/api/changes')
    }
  })
})

test.describe('what the hub would refuse', () => {
  test('appears in the preview, in the words of the hub, and is not written', async ({
    page,
    hub,
    signIn,
  }) => {
    const before = await readUnits(hub, three)
    await takeIntoChangeSet(hub, 'bob@trading.com', unitOf(before, tokyo), 'night-shift')
    await keepFromEditing(hub, before.get(sydney)?.SpaceID ?? '')
    await signIn('alice@trading.com')
    await page.goto(newChangePath(three))
    await setField(page, 'spec.replicas', '12')
    await previewUnits(page)
    await includeOverrides(page)

    await expect(page.getByText(/^The hub will refuse: .*open ChangeSet night-shift/)).toBeVisible()
    await expect(
      page.getByText(/^The hub will refuse: Permission Edit on this Space is needed/),
    ).toBeVisible()
    await expect(page.getByText('1 changes · 2 refused = 3 units')).toBeVisible()
    await expect(page.getByRole('checkbox', { name: new RegExp(tokyo) })).toHaveCount(0)
  })

  test('is listed along with units that moved since the preview, before anything is written', async ({
    page,
    hub,
    signIn,
  }) => {
    const before = await readUnits(hub, three)
    await signIn('alice@trading.com')
    await page.goto(newChangePath(three))
    await setField(page, 'spec.replicas', '12')
    await previewUnits(page)
    await includeOverrides(page)
    await giveReason(page, 'Twelve')
    const unit = before.get(tokyo)
    if (unit === undefined) throw new Error('no Tokyo')
    await writeElsewhere(hub, unit, `${unit.data}# Bob was here.\n`)

    await page.getByRole('button', { name: 'Write 3 units…' }).click()

    const dialog = page.getByRole('alertdialog')
    await expect(
      dialog.getByText(`1 unit changed since the preview and is left as it is: ${tokyo}/trade-service`),
    ).toBeVisible()
    await expect(dialog.getByRole('button', { name: 'Write the other 2 units' })).toBeVisible()
  })
})

test.describe('what must not be written', () => {
  test.use({ hubUse: 'read' })

  test('without consent cannot be written by a direct request either', async ({
    page,
    hub,
    dashboard,
    signIn,
  }) => {
    await signIn('alice@trading.com')
    const before = await readUnits(hub, three)
    const { seal, rows } = await preview(page.request, dashboard.url, { where: three, patch: replicasTo(0) })
    const ids = rows.map(({ UnitID }) => UnitID)

    for (const request of [
      {},
      { includedUnitIds: ids },
      { includedUnitIds: ids, consentReason: '  ' },
      { consentReason: 'Meant' },
    ]) {
      const answer = await commit(page.request, dashboard.url, { ...(await whole(hub, seal)), ...request })
      await expectRefusal(answer, 'consent-missing')
    }
    expect(await readUnits(hub, three)).toEqual(before)
  })

  test('someone who may only view is told so, sees the preview, and cannot write', async ({
    page,
    hub,
    signIn,
  }) => {
    const before = await readUnits(hub, three)
    await signIn('auditor@trading.com')
    await page.goto(newChangePath(three))
    await setField(page, 'spec.replicas', '9')

    const write = page.getByRole('region', { name: 'Write' })
    await expect(write.getByText('Read only', { exact: true })).toBeVisible()
    await expect(write.getByText(/Permission Edit is needed/)).toBeVisible()
    await expect(write.getByText(/administrator of the organization can grant you the right/)).toBeVisible()
    await expect(write.getByRole('button', { name: /^Write/ })).toHaveCount(0)
    await page.getByRole('button', { name: 'Preview 3 units' }).click()
    await expect(page.getByText('3 refused = 3 units')).toBeVisible()
    await expect(page.getByText(/spec\.replicas \d → 9/).first()).toBeVisible()
    await expect(page.getByRole('checkbox')).toHaveCount(0)
    expect(await readUnits(hub, three)).toEqual(before)
  })
})

/** Only Bob may edit there from now on. */
async function keepFromEditing(hub: Hub, spaceId: string) {
  const { UserID } = await hub.read<{ UserID: string }>('bob@trading.com', '/me')
  await send(hub, administrator, 'PATCH', `/space/${spaceId}`, {
    Permissions: { Edit: { UserIDs: { [UserID]: true } } },
  })
}

async function whole(hub: Hub, seal: string): Promise<object> {
  const spaces = await hub.read<{ Space: { SpaceID: string } }[]>(
    'alice@trading.com',
    `/space?limit=1&where=${encodeURIComponent("Slug LIKE '%-infra'")}`,
  )
  return { seal, reason: 'Market open', excludedUnitIds: [], recordSpaceId: spaces[0]?.Space.SpaceID }
}

async function expectRefusal(answer: APIResponse, code: string): Promise<void> {
  expect(answer.status()).toBe(400)
  expect(await answer.json()).toMatchObject({ code, message: expect.stringMatching(/consent/) })
}
