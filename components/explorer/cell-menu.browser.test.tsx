import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { UnitsScreen } from '#components/explorer/units-screen.tsx'
import { perform, type Stage } from '#components/testing/stage.tsx'

const grid = page.getByRole('grid', { name: 'Units' })
const rows = page.getByRole('row')
const everyTrade = "Slug = 'trade-service'"
const total = () => Number(grid.element().getAttribute('aria-rowcount')) - 1

async function showUnits(rest: string): Promise<Stage> {
  const stage = await perform(<UnitsScreen />, `/units?where=${encodeURIComponent(everyTrade)}${rest}`)
  await expect.element(rows.nth(1)).toBeVisible()
  return stage
}

const cells = (column: number) =>
  [...document.querySelectorAll(`[role=gridcell][aria-colindex="${column}"]`)].map((cell) => cell.textContent)

it('filters by what a cell shows, also where the Slug of the Space says it and no label', async () => {
  const { search } = await showUnits('&cols=environment')
  const before = total()
  const derived = rows.filter({ hasText: 'Derived from' }).first()
  const shown = derived.getByRole('gridcell').nth(2)
  await expect.element(shown).toBeVisible()
  const text = shown.element().textContent
  await shown.click({ button: 'right' })
  const filter = page.getByRole('menuitem', { name: /^Filter by this/ })
  await expect.element(filter).toMatchTextContent(/Space\.Slug/)
  await filter.click()
  await expect.poll(total).toBeLessThan(before)
  expect(new Set(cells(3))).toEqual(new Set([text]))
  expect(search().get('where')).toContain('Space.Slug')
  await expect.element(grid).toHaveFocus()
})

it('asks by keyboard for a value from inside the documents', async () => {
  const path = 'apps/v1/Deployment spec.replicas'
  const { search } = await showUnits(`&cols=${encodeURIComponent(path)}`)
  await userEvent.keyboard('j')
  await userEvent.keyboard('{ArrowRight}')
  await expect.poll(() => cells(3)[0]).toMatch(/^\d/)
  await userEvent.keyboard('{Shift>}{F10}{/Shift}')
  const filter = page.getByRole('menuitem', { name: /^Filter by this/ })
  await expect.element(filter).toMatchTextContent(/spec\.replicas = \d/)
  await userEvent.keyboard('{Enter}')
  await expect.poll(() => search().get('data') ?? '').toMatch(/^spec\.replicas = \d$/)
  expect(search().get('type')).toBe('apps/v1/Deployment')
})
