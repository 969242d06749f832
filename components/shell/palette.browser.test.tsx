import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { renderHook } from 'vitest-browser-react'
import { useEarlyKeys } from '#components/shell/early-keys.ts'
import { Palette } from '#components/shell/palette.tsx'
import { perform } from '#components/testing/stage.tsx'

const field = page.getByRole('searchbox').or(page.getByRole('textbox', { name: /^Search pages/ }))
const results = page.getByRole('menu', { name: 'Results' })
const item = (name: string | RegExp) => results.getByRole('menuitem', { name })

const showPalette = () => perform(<Palette isOpen onOpenChange={() => undefined} />, '/units')

it('opens a unit by parts of its name and of its space', async () => {
  const stage = await showPalette()
  await field.fill('trade eu-lon')

  await expect.element(item(/^trade-service \S*-eu-lon$/)).toBeVisible()
  await userEvent.keyboard('{Enter}')
  expect(stage.visited).toEqual([expect.stringMatching(/^\/units\/[\w-]+-eu-lon\/trade-service$/)])
})

it('finds spaces, people, and a query for all of them', async () => {
  const stage = await showPalette()
  await field.fill('prod')
  await expect.element(item(/-prod-\S* its units$/).first()).toBeVisible()
  await expect.element(item('All units in spaces named like “prod”')).toBeVisible()

  await field.fill('alice')
  await item(/^Alice.* activity of the last 7 days$/).click()
  expect(stage.visited).toEqual([expect.stringMatching(/^\/activity\?user=[-0-9a-f]{36}$/)])
})

it('runs the first result of what was typed before its code was there', async () => {
  const early = () => useEarlyKeys(true)
  const { unmount } = await renderHook(early)
  await userEvent.keyboard('trade eu-lon{Enter}')
  await unmount()
  const stage = await showPalette()

  await expect.element(item(/^trade-service \S*-eu-lon$/)).toBeVisible()
  expect(stage.visited).toEqual([])
  await userEvent.keyboard('{Enter}')
  expect(stage.visited).toEqual([expect.stringMatching(/-eu-lon\/trade-service$/)])
})

it('says that nothing has the name', async () => {
  await showPalette()
  await field.fill('no such thing')

  await expect.element(page.getByText('No matches for “no such thing”.')).toBeVisible()
})
