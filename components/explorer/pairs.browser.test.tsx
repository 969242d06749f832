import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { PairsScreen } from '#components/explorer/pairs-screen.tsx'
import { perform } from '#components/testing/stage.tsx'

it('A and B are paired by what is chosen, and the address says by what', async () => {
  const side = (space: string) => encodeURIComponent(`Space.Slug LIKE '${space}'`)
  const stage = await perform(
    <PairsScreen />,
    `/units/compare?a=${side('%traderx-prod-eu-lon')}&b=${side('%traderx-prod-eu')}&cols=apps/v1/Deployment spec.replicas`,
  )
  await expect.element(page.getByText(/^\d+ pairs by name, /)).toBeVisible()
  const button = page.getByRole('button', { name: /^Paired by/ })
  await button.click()
  await page.getByRole('menuitemcheckbox', { name: 'Region' }).click()
  await expect.poll(() => stage.search().get('by')).toBe('unit,region')
  await userEvent.keyboard('{Escape}')
  await expect.element(page.getByText('No unit of A can be paired with one of B')).toBeVisible()
  await expect.element(button).toHaveFocus()
})
