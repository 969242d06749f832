import type { Locator, Page } from '@playwright/test'
import { editorText } from '#e2e/editor.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { readUnits, replicasOf, type UnitState, writeElsewhere } from '#e2e/fleet.ts'
import type { Hub } from '#e2e/hub.ts'
import { london } from '#e2e/places.ts'

const where = `Slug = 'trade-service' AND Space.Slug = '${london}'`
const path = `/units/${london}/trade-service`

test.beforeEach(async ({ signIn }) => signIn())

test.describe('on the demo fleet', () => {
  test.use({ hubUse: 'read' })

  test('the replicas line names the revision that set it and opens what it changed; a reload keeps it', async ({
    page,
    hub,
  }) => {
    const unit = await theUnit(hub)
    const setBy = await revisionThatSet(hub, unit, (data) => replicasOf({ ...unit, data }))
    expect(setBy).toBeGreaterThan(2)
    await page.goto(path)
    await page.getByRole('button', { name: 'Blame' }).click()
    await expect(page).toHaveURL(/blame=true/)

    const block = blockOfLine(page, lineOf(unit, /^ {2}replicas:/))
    await expect(block).toHaveAccessibleName(new RegExp(`^r${setBy} Automation, .+ ago, line \\d+$`))
    await expect(block).toHaveText(new RegExp(`^r${setBy} Automation`))
    await block.hover()
    const card = page.getByRole('tooltip')
    await expect(card).toContainText(
      /Automation set line \d+ with .+, .+ ago \(\w+, \d+ \w+ \d{4}, [\d:]+ .+\)/,
    )
    await expect(card).toContainText('“')

    await page.reload()
    await block.click()
    await expect(page).toHaveURL(new RegExp(`from=${setBy - 1}.*to=${setBy}`))
    await expect(page.getByRole('heading', { name: `r${setBy - 1} → r${setBy}` })).toBeVisible()
    await page.goBack()
    await expect(block).toBeVisible()
  })

  test('every line is attributed to one revision, the oldest lines to the first document', async ({
    page,
    hub,
  }) => {
    const unit = await theUnit(hub)
    const first = await revisionThatSet(hub, unit, (data) => /kind: Deployment/.test(data))
    await page.goto(`${path}?blame=true`)
    await expect(blockOfLine(page, lineOf(unit, /^kind: Deployment/))).toHaveAccessibleName(
      new RegExp(`^r${first} `),
    )
    const covered = (await blameList(page).getByRole('button').all()).map(linesOfBlock)
    const lines = (await Promise.all(covered)).flat()
    expect(lines).toEqual(lines.map((_, index) => index + 1))
  })

  test('by keyboard alone', async ({ page, hub }) => {
    const unit = await theUnit(hub)
    await page.goto(path)
    await expect(page.locator('.monaco-editor').first()).toBeVisible()
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog')).toContainText('Blame: which revision set each line')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    await page.keyboard.press('b')
    const blocks = blameList(page).getByRole('button')
    await expect(blocks.first()).toBeVisible()
    await tabTo(page, blocks.first())

    const wanted = blockOfLine(page, lineOf(unit, /^ {2}replicas:/))
    for (let presses = 0; presses < 20 && !(await isFocused(wanted)); presses++) {
      await page.keyboard.press('ArrowDown')
    }
    await expect(wanted).toBeFocused()
    await expect(page.getByRole('tooltip')).toContainText('Automation set line')
    // The last block may be far below; its line is scrolled into view with it.
    await page.keyboard.press('End')
    await expect(blocks.last()).toBeFocused()
    await expect(blocks.last()).toBeInViewport()
    await page.keyboard.press('Home')
    await expect(blocks.first()).toBeFocused()
    while (!(await isFocused(wanted))) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/to=\d/)
    await expect(page.getByRole('region', { name: 'Comparison' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(wanted).toBeVisible()
    await page.keyboard.press('b')
    await expect(blameList(page)).toBeHidden()
    await expect(page).not.toHaveURL(/blame/)
  })

  test('for an older revision it shows the blame as of then', async ({ page, hub }) => {
    const unit = await theUnit(hub)
    const setBy = await revisionThatSet(hub, unit, (data) => replicasOf({ ...unit, data }))
    await page.goto(`${path}?blame=true&revision=${setBy - 1}`)
    const block = blockOfLine(page, lineOf(unit, /^ {2}replicas:/))
    await expect(block).toHaveAccessibleName(/^r\d+ /)
    await expect(block).not.toHaveAccessibleName(new RegExp(`^r${setBy} `))
  })

  test.describe('on a phone', () => {
    test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

    test('a tap shows the card, whose button shows what was changed', async ({ page, hub }) => {
      const unit = await theUnit(hub)
      await page.goto(`${path}?blame=true`)
      await blockOfLine(page, lineOf(unit, /^ {2}replicas:/)).tap()
      const card = page.getByRole('dialog', { name: 'Who set these lines' })
      await expect(card).toContainText('Automation set line')
      await card.getByRole('button', { name: /^Show what r\d+ changed$/ }).tap()
      await expect(page.getByRole('region', { name: 'Comparison' })).toBeVisible()
    })
  })

  test.describe('when the revisions cannot be read', () => {
    test.use({ expectedStatuses: [503] })

    test('the document stays, with the reason and a way to try again', async ({ page, hub }) => {
      const unit = await theUnit(hub)
      let isDown = true
      await page.route(/\/revision_data\?/, (route) =>
        isDown
          ? route.fulfill({ status: 503, contentType: 'application/json', body: '{"message":"busy"}' })
          : route.fallback(),
      )
      await page.goto(`${path}?blame=true`)
      const alert = page.getByRole('alert').filter({ hasText: 'Blame is unavailable' })
      await expect(alert).toContainText('busy')
      await expect.poll(() => editorText(page)).toContain('kind: Deployment')
      isDown = false
      await alert.getByRole('button', { name: 'Try again' }).click()
      await expect(blockOfLine(page, lineOf(unit, /^ {2}replicas:/))).toBeVisible()
    })
  })
})

test('the part of a long history that is not loaded is shown as unknown until it is loaded', async ({
  page,
  hub,
}) => {
  const start = await theUnit(hub)
  for (let replicas = 10; replicas < 65; replicas++) await setReplicas(hub, replicas)
  const unit = await theUnit(hub)
  await page.goto(`${path}?blame=true`)

  await expect(blockOfLine(page, lineOf(unit, /^ {2}replicas:/))).toHaveAccessibleName(
    new RegExp(`^r${unit.head} Bob Martin, `),
  )
  const kind = blockOfLine(page, lineOf(unit, /^kind: Deployment/))
  await expect(kind).toHaveAccessibleName(new RegExp(`^r1–r${unit.head - 50} unknown which, `))
  await expect(page.getByText(/^\d+ lines are as old as r\d+ or older/)).toBeVisible()
  await page.getByRole('button', { name: 'Load older revisions' }).click()
  await expect(kind).toHaveAccessibleName(/^r2 /)
  await expect(page.getByRole('button', { name: 'Load older revisions' })).toBeHidden()

  // For a revision far down the timeline, loading starts there.
  await page.goto(`${path}?blame=true&revision=${start.head}`)
  await expect(kind).toHaveAccessibleName(/^r2 /)
})

test('a changed secret is shown as changed, and stays masked', async ({ page, hub }) => {
  const secret = (password: string, label: string) =>
    `apiVersion: v1\nkind: Secret\nmetadata:\n  name: vault\n  labels:\n    run: ${label}\nstringData:\n  password: ${password}\n`
  await writeElsewhere(hub, await theUnit(hub), secret('hunter2', 'a'))
  await writeElsewhere(hub, await theUnit(hub), secret('hunter3', 'a'))
  await writeElsewhere(hub, await theUnit(hub), secret('hunter3', 'b'))
  const unit = await theUnit(hub)
  await page.goto(`${path}?blame=true`)

  await expect(blockOfLine(page, lineOf(unit, /^ {2}password:/))).toHaveAccessibleName(
    new RegExp(`^r${unit.head - 1} Bob Martin, `),
  )
  await expect(blockOfLine(page, lineOf(unit, /^kind: Secret/))).toHaveAccessibleName(
    new RegExp(`^r${unit.head - 2} Bob Martin, `),
  )
  const text = await editorText(page)
  expect(text).toContain('password:')
  expect(await page.content()).not.toContain('hunter')
})

const blameList = (page: Page) => page.getByRole('list', { name: 'Which revision set which lines' })

/** The block that holds a line, 1-based, found by its name for screen readers. */
function blockOfLine(page: Page, line: number): Locator {
  const before = Array.from({ length: line }, (_, at) => at + 1).join('|')
  const after = Array.from({ length: 200 }, (_, at) => line + at).join('|')
  return blameList(page).getByRole('button', {
    name: new RegExp(`, (line ${line}|lines (${before}) to (${after}))$`),
  })
}

async function linesOfBlock(block: Locator): Promise<number[]> {
  const label = (await block.getAttribute('aria-label')) ?? ''
  const [, first, last] = /lines? (\d+)(?: to (\d+))?$/.exec(label) ?? []
  const from = Number(first)
  return Array.from({ length: Number(last ?? first) - from + 1 }, (_, at) => from + at)
}

function lineOf({ data }: UnitState, pattern: RegExp): number {
  const at = data.split('\n').findIndex((line) => pattern.test(line))
  if (at < 0) throw new Error(`no line ${pattern}`)
  return at + 1
}

async function theUnit(hub: Hub): Promise<UnitState> {
  const [unit] = (await readUnits(hub, where)).values()
  if (!unit) throw new Error(`no unit ${where}`)
  return unit
}

/** According to the hub: the revision since which all documents agree with the head about something. */
async function revisionThatSet<T>(hub: Hub, unit: UnitState, read: (data: string) => T): Promise<number> {
  const query = `distinct_on=Off&limit=200&where=${encodeURIComponent(`UnitID = '${unit.UnitID}'`)}`
  const documents = await hub.read<{ RevisionNum: number; Data?: string }[]>(
    'alice@trading.com',
    `/revision_data?${query}`,
  )
  const wanted = read(unit.data)
  const newestFirst = documents.sort((a, b) => b.RevisionNum - a.RevisionNum)
  const others = newestFirst.find(({ Data }) => read(Data ?? '') !== wanted)
  return (others?.RevisionNum ?? 0) + 1
}

async function setReplicas(hub: Hub, replicas: number): Promise<void> {
  const unit = await theUnit(hub)
  await writeElsewhere(hub, unit, unit.data.replace(/^ {2}replicas: .*$/m, `  replicas: ${replicas}`))
}

async function isFocused(control: Locator): Promise<boolean> {
  return (await control.count()) > 0 && (await control.evaluate((each) => each === document.activeElement))
}

/** Presses Tab until the control has the focus; fails when it cannot be reached. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await isFocused(control)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not reach ${control}`)
}
