import { afterEach, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { NewChangeScreen } from '#components/change/new-change-screen.tsx'
import { perform } from '#components/testing/stage.tsx'
import type { WritePolicy } from '#lib/change/consent/write-policy.ts'

// Everything is answered by the stage, but what is asked of a change: that is a setting of a deployment.
const send = window.fetch
afterEach(() => {
  window.fetch = send
})

function asking(policy: Partial<WritePolicy>): void {
  window.fetch = async (input, init) => {
    const answer = await send(input, init)
    if (!String(input).startsWith('/api/session')) return answer
    const session = await answer.json()
    return Response.json({ ...session, policy: { ...session.policy, ...policy } })
  }
}

const one = "Slug = 'trade-service' AND Space.Slug = 'moss-cub-traderx-prod-jp-tyo'"
const write = page.getByRole('button', { name: 'Write 1 unit…' })
const dialog = page.getByRole('alertdialog')
const confirm = dialog.getByRole('button', { name: 'Write 1 unit' })

async function previewOne(): Promise<void> {
  await perform(<NewChangeScreen />, `/changes/new?where=${encodeURIComponent(one)}`)
  await page.getByRole('combobox', { name: 'Resource type' }).fill('apps/v1/Deployment')
  await page.getByRole('combobox', { name: 'Path' }).fill('spec.replicas')
  await page.getByRole('textbox', { name: 'Value' }).fill('7')
  await page.getByRole('button', { name: 'Preview 1 unit' }).click()
  await expect.element(page.getByText(/^sealed \d\d:\d\d/)).toBeVisible()
}

it('a reason without sense, a missing ticket and one of another pattern keep the button disabled, with why', async () => {
  asking({ ticketPattern: 'TRD-[0-9]+', isTicketRequired: true, recordSpace: 'moss-cub-traderx-infra' })
  await previewOne()
  const reason = page.getByRole('textbox', { name: /^Reason/ })
  const ticket = page.getByRole('textbox', { name: 'Ticket' })

  await reason.fill('test')
  await expect.element(write).toHaveAccessibleDescription(/“test” is no reason/)
  await reason.fill('Market open')
  await expect.element(write).toHaveAccessibleDescription('Give the ticket of this change.')
  await ticket.fill('OPS-1')
  await expect
    .element(write)
    .toHaveAccessibleDescription(/“OPS-1” is not a ticket here: it has to match TRD-/)
  await ticket.fill('TRD-1')
  await expect.element(write).toBeEnabled()
  await expect.element(page.getByText('moss-cub-traderx-infra')).toBeVisible()
  await expect.element(page.getByText(/Set for this Hubdeck/)).toBeVisible()
})

it('a unit of a protected place is written only after the number of units is typed', async () => {
  asking({ protectedBy: [{ label: 'Region', value: 'jp-tyo' }], recordSpace: 'moss-cub-traderx-infra' })
  await previewOne()
  await page.getByRole('textbox', { name: /^Reason/ }).fill('Market open')
  await write.click()

  const number = dialog.getByRole('textbox', { name: 'Type 1 to write' })
  await expect.element(number).toHaveAccessibleDescription('The unit is in a protected place.')
  await expect.element(confirm).toBeDisabled()
  await number.fill('2')
  await expect.element(confirm).toBeDisabled()
  await number.fill(' 1 ')
  await expect.element(confirm).toBeEnabled()
})
