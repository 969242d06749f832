import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { NewChangeScreen } from '#components/change/new-change-screen.tsx'
import { perform } from '#components/testing/stage.tsx'

const where = "Slug = 'trade-service' AND Space.Slug LIKE '%-prod-us-%'"
const section = page.getByRole('region', { name: 'Write in waves' })
const rule = section.getByRole('button', { name: /Waves/ })
const list = section.getByRole('grid', { name: 'Waves in their order' })
const rows = list.getByRole('row')

async function previewed(): Promise<void> {
  await perform(<NewChangeScreen />, `/changes/new?where=${encodeURIComponent(where)}`)
  await page.getByRole('combobox', { name: 'Resource type' }).fill('apps/v1/Deployment')
  await page.getByRole('combobox', { name: 'Path' }).fill('spec.replicas')
  await page.getByRole('textbox', { name: 'Value' }).fill('6')
  await page.getByRole('button', { name: /^Preview \d+ units?$/ }).click()
  await expect.element(page.getByText(/^sealed \d\d:\d\d/)).toBeVisible()
}

async function chooseRule(name: RegExp): Promise<void> {
  await rule.click()
  await page.getByRole('option', { name }).click()
}

describe('waves', () => {
  it('are made by a rule, ordered by keys, and held one by one', async () => {
    await previewed()
    await section.getByRole('button', { name: /^Write in waves/ }).click()
    await chooseRule(/^A few units first/)
    await expect.element(rows.first()).toMatchTextContent(/1\. Canary\s*1 unit/)
    await expect
      .element(page.getByRole('button', { name: /^Write wave 1: 1 of \d+ units, then hold/ }))
      .toBeVisible()

    await chooseRule(/^By a column/)
    await section.getByRole('button', { name: /Column/ }).click()
    await page.getByRole('option', { name: 'Space', exact: true }).click()
    const first = rows.first().element().textContent
    list
      .getByRole('button', { name: /^Move wave 1/ })
      .element()
      .focus()
    await userEvent.keyboard('{Enter}{ArrowDown}{ArrowDown}{Enter}')
    await expect.element(rows.first()).not.toMatchTextContent(first.slice(1))
    list
      .getByRole('checkbox', { name: /^Hold after wave 1/ })
      .element()
      .focus()
    await userEvent.keyboard('[Space]')
    await expect
      .element(page.getByRole('button', { name: /^Write waves 1 to 2: 2 of \d+ units, then hold/ }))
      .toBeVisible()

    await chooseRule(/^By percentages/)
    await section.getByRole('textbox', { name: 'Up to which percentage' }).fill('50, 10')
    await expect.element(section.getByRole('status')).toMatchTextContent(/each larger than the one before/)
  })

  it('are none while nothing would be written', async () => {
    await previewed()
    await section.getByRole('button', { name: /^Write in waves/ }).click()
    await chooseRule(/^A few units first/)
    await expect.element(rows.first()).toBeVisible()
    const written = page.getByRole('list', { name: 'Change classes and their units' }).getByRole('checkbox')
    for (const box of written.elements()) if (box instanceof HTMLInputElement && box.checked) box.click()

    await expect.element(section.getByRole('status')).toMatchTextContent(/No unit is included/)
    await expect.element(page.getByRole('button', { name: 'Write 0 units…' })).toBeDisabled()
  })
})
