import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { UnreadChips } from '#components/query/chips/unread-chips.tsx'
import { perform } from '#components/testing/stage.tsx'
import { LazyCode } from '#components/ui/lazily.tsx'

it('a language that does not come, as after a new deployment, is not awaited in silence', async () => {
  const gone = '/no-such-script.js'
  await perform(<UnreadChips language={new LazyCode(() => import(/* @vite-ignore */ gone))} />, '/units')

  await expect.element(page.getByText(/A part of this page could not be loaded/)).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Try again' })).toBeVisible()
})
