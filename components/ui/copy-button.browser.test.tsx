import { expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import { perform } from '#components/testing/stage.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'

it('says that it copied, for a moment, and has copied', async () => {
  const written = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  await perform(<CopyButton text="a text" label="Copy the text" />, '/units')
  const button = page.getByRole('button')
  const names: (string | null)[] = []
  const watch = new MutationObserver(() => names.push(button.element().getAttribute('aria-label')))
  watch.observe(button.element(), { attributes: true, attributeFilter: ['aria-label'] })

  await button.click()

  await expect.poll(() => names).toEqual(['Copied', 'Copy the text'])
  expect(written.mock.calls).toEqual([['a text']])
  watch.disconnect()
  written.mockRestore()
})
