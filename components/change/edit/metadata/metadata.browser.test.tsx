import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { NewChangeScreen } from '#components/change/new-change-screen.tsx'
import { perform } from '#components/testing/stage.tsx'

const where = "Slug = 'reference-data' AND Labels.component = 'market-data'"
const key = page.getByRole('combobox', { name: 'Key' })
const value = page.getByRole('combobox', { name: 'Value' })

it('metadata: keys and values are checked where they stand, and the preview says what leaves the query', async () => {
  await perform(<NewChangeScreen />, `/changes/new?patch=metadata&where=${encodeURIComponent(where)}`)
  await expect.element(page.getByRole('radio', { name: 'Metadata' })).toBeChecked()
  const button = page.getByRole('button', { name: /^Preview/ })
  await expect.element(button).toBeDisabled()

  await key.fill('-component')
  await expect.element(key).toHaveAttribute('aria-invalid', 'true')
  await key.fill('component')
  await value.fill('gold*')
  await expect.element(page.getByText(/a label takes only ASCII letters/).first()).toBeVisible()
  await value.fill('gold')
  await page.getByRole('button', { name: 'Another label or field' }).click()
  const second = page.getByRole('group', { name: 'Metadata 2' })
  await second.getByRole('button', { name: /^Label/ }).click()
  await page.getByRole('option', { name: 'Delete gate' }).click()
  await second.getByRole('combobox', { name: 'Name of the gate' }).fill('production')

  await button.click()
  await expect.element(page.getByText(/^sealed \d\d:\d\d/)).toBeVisible()
  const list = page.getByRole('list', { name: 'Change classes and their units' })
  await expect.element(list).toMatchTextContent(/Labels\.component market-data → gold/)
  await expect.element(page.getByText(/will no longer match this query once this is written/)).toBeVisible()

  await list.getByRole('button', { expanded: false }).first().click()
  await list
    .getByRole('button', { name: /reference-data/ })
    .nth(0)
    .click()
  const shown = page.getByRole('region', { name: /reference-data$/ })

  await expect.element(shown).toMatchTextContent(/DeleteGates\.production\(none\)true/)

  await page.getByRole('button', { name: 'Another label or field' }).click()
  const third = page.getByRole('group', { name: 'Metadata 3' })
  await third.getByRole('button', { name: /^Label/ }).click()
  await page.getByRole('option', { name: 'Target' }).click()
  await expect.element(third.getByText('There is no target that you may see.')).toBeVisible()
  await expect.element(page.getByRole('button', { name: /^Preview \d+ units$/ })).toBeDisabled()
  await third.getByRole('button', { name: /^Set to/ }).click()
  await page.getByRole('option', { name: 'Remove' }).click()
  await expect.element(page.getByRole('button', { name: /^Preview \d+ units$/ })).toBeEnabled()
})
