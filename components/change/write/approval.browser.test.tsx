import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { NewChangeScreen } from '#components/change/new-change-screen.tsx'
import { perform } from '#components/testing/stage.tsx'

it('what needs approval by another person can be proposed, and not written', async () => {
  const where = "Slug = 'trade-service' AND Space.Slug LIKE '%-prod-in-%'"
  await perform(<NewChangeScreen />, `/changes/new?where=${encodeURIComponent(where)}`)
  await page.getByRole('combobox', { name: 'Resource type' }).fill('apps/v1/Deployment')
  await page.getByRole('combobox', { name: 'Path' }).fill('spec.replicas')
  await page.getByRole('textbox', { name: 'Value' }).fill('13')
  await page.getByRole('textbox', { name: /^Reason/ }).fill('The market in India opens earlier')
  await page.getByRole('button', { name: /Space for the record/ }).click()
  await page.getByRole('option', { name: 'moss-cub-traderx-infra', exact: true }).click()
  await page.getByRole('button', { name: /^Preview \d+ units?$/ }).click()

  const write = page.getByRole('button', { name: /^Write \d+ units?…$/ })
  await expect.element(page.getByText(/needs? 1 approval by others/)).toBeVisible()
  await expect.element(write).toBeDisabled()
  await expect.element(write).toHaveAccessibleDescription(/needs approval by another person/)
  await expect.element(page.getByRole('button', { name: 'Propose', exact: true })).toBeEnabled()
})
