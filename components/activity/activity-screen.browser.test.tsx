import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { ActivityScreen } from '#components/activity/activity-screen.tsx'
import { perform } from '#components/testing/stage.tsx'

const everyTrade = "Slug = 'trade-service'"

it('edits that were not run stop export and links, and a path of documents is refused', async () => {
  const stage = await perform(
    <ActivityScreen />,
    `/activity?window=30d&where=${encodeURIComponent(everyTrade)}`,
  )
  const exporting = page.getByRole('button', { name: 'Export' })
  await expect.element(exporting).toBeEnabled()
  await page.getByRole('button', { name: 'Text', exact: true }).click()
  const query = page.getByRole('combobox', { name: 'Query' })

  await query.fill("Slug = 'reference-data'")
  await expect.element(page.getByText('These rows answer the previous query.')).toBeVisible()
  await expect.element(exporting).toBeDisabled()
  await expect.element(page.getByRole('button', { name: 'Share' })).toBeDisabled()

  await query.fill(`${everyTrade} AND spec.replicas > 2`)
  await expect.element(page.getByText(/Only attributes of units can be used here/)).toBeVisible()
  expect(page.getByRole('button', { name: /content filter/i }).length).toBe(0)
  expect(stage.search().get('where')).toBe(everyTrade)
})
