import { beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { cleanup } from 'vitest-browser-react'
import { type DocumentDraft, emptyDraft } from '#components/change/edit/draft.ts'
import { NewChangeScreen } from '#components/change/new-change-screen.tsx'
import { draftKeyOf } from '#components/change/scope/purpose.ts'
import { perform } from '#components/testing/stage.tsx'
import { claimStorage, writeStored } from '#components/ui/state/stored.ts'
import { browserHub } from '#lib/queries/browser-hub.ts'

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
    expect(document.activeElement).not.toBe(document.body)
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

const part = { exact: false }
const draftKey = draftKeyOf({ kind: 'edit' }, { kind: 'query', where, whereData: '', resourceType: '' })

/** What was typed here earlier, on top of the last revision with another document. */
async function typedBefore(text: string, base: Partial<DocumentDraft['base']> = {}): Promise<number> {
  const [found] = await browserHub.allUnits({ where, include: 'SpaceID' })
  const { SpaceID = '', UnitID = '', HeadRevisionNum = 0, DataHash: now } = found?.Unit ?? {}
  const { items } = await browserHub.unitRevisionPage(SpaceID, UnitID, {})
  const before = items.map(({ Revision }) => Revision).filter((each) => each.DataHash !== now)
  const newest = before.toSorted((a, b) => b.RevisionNum - a.RevisionNum)[0]
  const { RevisionID = '', RevisionNum = 0, DataHash = '' } = newest ?? {}
  const { data } = await browserHub.revisionData(SpaceID, UnitID, RevisionID)
  const document = {
    text: data + text,
    base: { UnitID, HeadRevisionNum: RevisionNum, DataHash, ...base },
  }
  writeStored('session', draftKey, { ...emptyDraft, kind: 'document', document })
  return HeadRevisionNum
}

describe('a text that was typed before', () => {
  it('takes what is new in a head that moved, and keeps what was typed', async () => {
    const head = await typedBefore('# mine\n')
    await openDocument()
    await expect.element(page.getByText(`it is at r${head}, and your text was made from`, part)).toBeVisible()
    await expect.element(preview).toBeDisabled()
    await expect.element(preview).toHaveAccessibleDescription(new RegExp(`^Somebody .*Bring r${head} into`))

    await page.getByRole('button', { name: `Bring in r${head}` }).click()
    expect(document.activeElement).not.toBe(document.body)
    await expect.element(page.getByText(`What is new in r${head} is in your text now.`, part)).toBeVisible()
    await expect.element(page.getByText(`from r${head}`)).toBeVisible()
    await preview.click()
    // The one line that was typed is all that differs from the head.
    await expect.element(page.getByText('Formatting only')).toBeVisible()
  })

  it('is there again after the page was left, with what was typed last', async () => {
    await openDocument()
    await typeAtEnd('# kept\n')
    await expect.element(preview).toBeEnabled()
    window.dispatchEvent(new Event('pagehide'))
    await cleanup()
    // Another person in between leaves only what the browser has stored.
    claimStorage('another')
    claimStorage('')

    await openDocument()
    await expect.element(discard).toBeEnabled()
    page.getByRole('radio', { name: 'Difference' }).element().focus()
    await userEvent.keyboard('[Space]')
    await expect.element(page.getByText('# kept')).toBeVisible()
  })

  it('is not taken for the text of another unit', async () => {
    await typedBefore('# theirs\n', { UnitID: crypto.randomUUID() })
    await perform(<NewChangeScreen />, `/changes/new?where=${encodeURIComponent(where)}`)
    await expect.element(page.getByText(/belongs to another unit/)).toBeVisible()

    await expect.element(preview).toBeDisabled()
    await page.getByRole('button', { name: 'Discard it' }).click()
    expect(document.activeElement).not.toBe(document.body)
    await expect.element(editor).toBeInTheDocument()
    await expect.element(discard).toBeDisabled()
  })
})

it('a long text is previewed as it was typed last, however soon', async () => {
  await openDocument()
  await typeAtEnd(`# ${'long '.repeat(5000)}\n`)
  await expect.element(preview).toBeEnabled()
  await typeAtEnd('replica: 3\n')
  await preview.click()
  await expect.element(page.getByText(/^sealed \d\d:\d\d/)).toBeVisible()
  const classes = page.getByRole('list', { name: 'Change classes and their units' })
  await expect.element(classes.getByText(/replica/).first()).toBeVisible()
})

it('is offered for one unit only', async () => {
  const several = "Slug = 'trade-service' AND Space.Slug LIKE '%-prod-jp-%'"
  await perform(<NewChangeScreen />, `/changes/new?where=${encodeURIComponent(several)}`)
  await expect.element(page.getByRole('button', { name: /^Preview \d+ units$/ })).toBeVisible()
  expect(page.getByRole('radio', { name: 'Document' }).elements()).toEqual([])
})
