import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { afterEach, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { UnitsScreen } from '#components/explorer/units-screen.tsx'
import { perform } from '#components/testing/stage.tsx'
import { watchQueries } from '#components/ui/waiting/waiting.ts'
import { WaitingNotice } from '#components/ui/waiting/waiting-notice.tsx'

// The network takes requests and answers none of them, until it is well again.
const send = window.fetch
afterEach(() => {
  window.fetch = send
})

function fallSilent(): void {
  window.fetch = (_, init) =>
    new Promise((_resolve, reject) => {
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason), { once: true })
    })
}

/** As in the frame around every page. */
function Frame({ children }: { children: ReactNode }) {
  const client = useQueryClient()
  useEffect(() => watchQueries(client), [client])
  return (
    <>
      {children}
      <WaitingNotice />
    </>
  )
}

const grid = page.getByRole('grid', { name: 'Units' })
const exportButton = page.getByRole('button', { name: 'Export' })
const notice = page.getByRole('status').filter({ hasText: 'ConfigHub has not answered since' })

it('a hub that falls silent is said, its last rows stay with their age, and nothing acts on them', async () => {
  const where = encodeURIComponent("Slug = 'trade-service'")
  await perform(
    <Frame>
      <UnitsScreen />
    </Frame>,
    `/units?where=${where}`,
  )
  await expect.element(exportButton).toBeEnabled()
  const before = grid.element().getAttribute('aria-rowcount')
  fallSilent()
  await page.getByRole('button', { name: 'Refresh' }).click()

  const said = /ConfigHub has not answered for 3 seconds\. These rows are from \d\d:\d\d:\d\d/
  await expect.element(page.getByRole('status').filter({ hasText: said })).toBeVisible()
  await expect.element(exportButton).toBeDisabled()
  await expect.element(exportButton).toHaveAccessibleDescription(/can only be read until it does/)
  await expect.element(grid).toHaveAttribute('aria-busy', 'true')
  expect(grid.element().getAttribute('aria-rowcount')).toBe(before)

  await notice.getByRole('button', { name: 'Stop waiting' }).click()
  const stopped = page.getByRole('status').filter({ hasText: /You stopped waiting.*can only be read/ })
  await expect.element(stopped).toBeVisible()
  await expect.element(exportButton).toBeDisabled()

  window.fetch = send
  await stopped.getByRole('button', { name: 'Try again' }).click()
  await expect.element(exportButton).toBeEnabled()
  await expect.element(grid).toHaveAttribute('aria-busy', 'false')
})
