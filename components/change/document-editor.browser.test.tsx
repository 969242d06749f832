import { beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { NewChangeScreen } from '#components/change/new-change-screen.tsx'
import { perform } from '#components/testing/stage.tsx'

// One Deployment of the demo fleet; nothing is written.
const where = "Slug = 'trade-service' AND Space.Slug = 'moss-cub-traderx-prod-jp-tyo'"
const editor = page.getByRole('textbox', { name: /^Document of .*\/trade-service$/ })
const preview = page.getByRole('button', { name: 'Preview 1 unit' })
const problem = (name: RegExp) => page.getByRole('button', { name })
const discard = page.getByRole('button', { name: 'Discard edits' })

beforeEach(() => sessionStorage.clear())

async function openDocument(): Promise<void> {
  await perform(<NewChangeScreen />, `/changes/new?where=${encodeURIComponent(where)}&patch=document`)
  await expect.element(editor).toBeInTheDocument()
  await expect.element(page.getByText('replicas', { exact: false }).first()).toBeVisible()
}

/** At the end of the text, as people get there. */
async function typeAtEnd(text: string): Promise<void> {
  editor.element().focus()
  await userEvent.keyboard('{Control>}{End}{/Control}')
  const pasted = new DataTransfer()
  pasted.setData('text/plain', text)
  document.activeElement?.dispatchEvent(
    new ClipboardEvent('paste', { clipboardData: pasted, bubbles: true, cancelable: true }),
  )
}

describe('the document of one unit', () => {
  it('is previewed as its changes, and can be discarded', async () => {
    await openDocument()
    await expect.element(preview).toBeDisabled()
    await expect.element(discard).toBeDisabled()

    await typeAtEnd('# reviewed\n')
    await preview.click()
    await expect.element(page.getByText(/^sealed \d\d:\d\d/)).toBeVisible()
    await expect.element(page.getByText('Formatting only')).toBeVisible()

    await discard.click()
    await expect.element(preview).toBeDisabled()
  })

  it('names the line of a mistake, and of a field that its kind does not have', async () => {
    await openDocument()
    await typeAtEnd('  : [\n')
    await expect.element(problem(/^Error Line \d+: /)).toBeVisible()
    await expect.element(preview).toBeDisabled()
    await expect.element(preview).toHaveAccessibleDescription(/^Line \d+/)

    await discard.click()
    await typeAtEnd('replica: 3\n')
    await expect.element(problem(/^Warning Line \d+: Service has no field replica here/)).toBeVisible()
    await expect.element(preview).toBeEnabled()
  })

  it('completes what its kind has, and is left by Tab when its reader asks for it', async () => {
    await openDocument()
    await typeAtEnd('replica: 3\n')
    await expect.element(problem(/^Warning Line/)).toBeVisible()
    await typeAtEnd('st')
    await userEvent.keyboard('{Control>}[Space]{/Control}')
    await expect.element(page.getByRole('option', { name: /^status/ })).toBeVisible()
    await userEvent.keyboard('{Escape}')
    await userEvent.keyboard('{Control>}m{/Control}{Tab}')
    expect(editor.element()).not.toBe(document.activeElement)
  })

  it('shows the difference from the head', async () => {
    await openDocument()
    await typeAtEnd('# reviewed\n')
    page.getByRole('radio', { name: 'Difference' }).element().focus()
    await userEvent.keyboard('[Space]')
    await expect.element(page.getByText('# reviewed')).toBeVisible()
  })
})

it('is offered for one unit only', async () => {
  const several = "Slug = 'trade-service' AND Space.Slug LIKE '%-prod-jp-%'"
  await perform(<NewChangeScreen />, `/changes/new?where=${encodeURIComponent(several)}`)
  await expect.element(page.getByRole('button', { name: /^Preview \d+ units$/ })).toBeVisible()
  expect(page.getByRole('radio', { name: 'Document' }).elements()).toEqual([])
})
