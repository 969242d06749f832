import { beforeEach, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { cleanup } from 'vitest-browser-react'
import { perform } from '#components/testing/stage.tsx'
import { keepWalk } from '#components/ui/state/unit-walk.ts'
import { UnitWalk } from '#components/unit/unit-walk.tsx'

const names = ['a/x', 'b/x', 'c/x']
// What a tab keeps is forgotten between tests.
beforeEach(() => keepWalk({ names, before: 7, total: 50, address: '?where=x' }))
const walk = page.getByRole('navigation', { name: 'Units of the query' })

it('leads along the query by keys and buttons, and back to it', async () => {
  const { visited } = await perform(<UnitWalk unitId="1" name="b/x" />, '/units/b/x')
  await expect.element(walk).toMatchTextContent(/9 of 50/)
  await userEvent.keyboard('n')
  await userEvent.keyboard('p')
  await walk.getByRole('button', { name: 'Next unit' }).click()
  expect(visited).toEqual(['/units/c/x', '/units/a/x', '/units/c/x'])
  await expect.element(walk.getByRole('link')).toHaveAttribute('href', '/units?where=x')
})

it('ends where the query ends, and is absent for a unit that is not in it', async () => {
  await perform(<UnitWalk unitId="1" name="c/x" />, '/units/c/x')
  await expect.element(walk.getByRole('button', { name: 'Next unit' })).toBeDisabled()
  await cleanup()
  await perform(<UnitWalk unitId="2" name="d/x" />, '/units/d/x')
  await expect.element(walk).not.toBeInTheDocument()
})
