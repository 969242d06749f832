import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { UnitsScreen } from '#components/explorer/units-screen.tsx'
import { perform } from '#components/testing/stage.tsx'

it('shows rows', async () => {
  await perform(<div style={{height: 800}}><UnitsScreen /></div>, `/units?where=${encodeURIComponent("Slug = 'trade-service'")}`)
  await expect.element(page.getByRole('grid', { name: 'Units' })).toBeVisible()
  await expect.element(page.getByText('spec.replicas').first()).toBeVisible()
  console.log(document.body.innerText.slice(0, 1500))
})
