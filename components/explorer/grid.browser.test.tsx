import { describe, expect, it, vi } from 'vitest'
import { type Locator, page, userEvent } from 'vitest/browser'
import { cleanup } from 'vitest-browser-react'
import { UnitsScreen } from '#components/explorer/units-screen.tsx'
import { perform, type Stage } from '#components/testing/stage.tsx'

const everyTrade = "Slug = 'trade-service'"
const grid = page.getByRole('grid', { name: 'Units' })
const rows = page.getByRole('row')
const firstCell = (row: number) => rows.nth(row).getByRole('gridcell').nth(0)
const selection = page.getByRole('region', { name: 'Selection' })

async function showUnits(where: string, rest = ''): Promise<Stage & { total: number }> {
  const stage = await perform(<UnitsScreen />, `/units?where=${encodeURIComponent(where)}${rest}`)
  await expect.element(rows.nth(1)).toBeVisible()
  return { ...stage, total: Number(grid.element().getAttribute('aria-rowcount')) - 1 }
}

/** The cell that has the cursor, as screen readers are told. */
function cursorCell(): Element | null {
  const id = grid.element().getAttribute('aria-activedescendant')
  return id === null ? null : document.getElementById(id)
}

/** 1 = the first line; 0 = no cell has the cursor. */
function cursorRow(): number {
  const row = cursorCell()?.closest('[role=row]')
  return Number(row?.getAttribute('aria-rowindex') ?? 1) - 1
}

/** 1 = the checkboxes, 2 = the unit; 0 = no cell has the cursor. */
function cursorColumn(): number {
  return Number(cursorCell()?.getAttribute('aria-colindex') ?? 0)
}

/** What a key puts into the clipboard, which the browser gives to nobody without a window of its own. */
async function copiedBy(key: string): Promise<{ text: string; html: string }> {
  const written: ClipboardItems[] = []
  vi.spyOn(navigator.clipboard, 'write').mockImplementation(async (items) => void written.push(items))
  await press(key)
  await expect.poll(() => written.length).toBe(1)
  vi.restoreAllMocks()
  const textOf = async (type: string) => (await written[0]?.[0]?.getType(type))?.text() ?? ''
  return { text: await textOf('text/plain'), html: await textOf('text/html') }
}

async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await userEvent.keyboard(key)
}

/** Its name also says how wide it is. */
const header = (title: string) => page.getByRole('columnheader', { name: new RegExp(`^${title}`) })

/** What stands in a column, row by row as they are drawn. */
function column(title: string): string[] {
  const drawn = header(title).element()
  const index = drawn.getAttribute('aria-colindex')
  return [...document.querySelectorAll(`[role=gridcell][aria-colindex="${index}"]`)].map(
    (cell) => cell.textContent ?? '',
  )
}

const sortBy = (title: string): Locator => header(title).getByRole('button', { name: title })

describe('the keyboard', () => {
  it('moves the cursor by rows, by pages and to the ends, and draws only what is in view', async () => {
    const { total } = await showUnits(everyTrade)
    expect(total).toBeGreaterThan(50)
    expect(rows.length).toBeLessThan(total)
    expect(cursorRow()).toBe(0)

    await press('j', 'j', '{ArrowDown}')
    await expect.poll(cursorRow).toBe(3)
    await press('k', '{ArrowUp}')
    await expect.poll(cursorRow).toBe(1)
    await press('{PageDown}')
    await expect.poll(cursorRow).toBeGreaterThan(5)
    await press('{Control>}{End}{/Control}')
    await expect.poll(cursorRow).toBe(total)
    await press('j')
    await expect.poll(cursorRow).toBe(total)
    await press('{Control>}{Home}{/Control}')
    await expect.poll(cursorRow).toBe(1)
  })

  it('moves it by columns, scrolls sideways past what stays in place, and stops at the edges', async () => {
    await showUnits(
      everyTrade,
      `&cols=${['space', 'environment', 'region', 'head', 'by', 'changed', 'hash', 'description', 'continent', 'upstream', 'errors'].join()}`,
    )
    await press('j', '{ArrowRight}', '{ArrowRight}')
    await expect.poll(cursorColumn).toBe(4)
    await press('{End}')
    await expect.poll(cursorColumn).toBe(13)
    await expect.poll(() => grid.element().scrollLeft).toBeGreaterThan(0)
    const isClear = () => {
      const [cell, frozen] = [cursorCell(), firstCell(1).element().nextElementSibling]
      return (cell?.getBoundingClientRect().left ?? 0) >= (frozen?.getBoundingClientRect().right ?? 0) - 1
    }
    for (let column = 12; column > 2; column -= 1) {
      await press('{ArrowLeft}')
      await expect.poll(cursorColumn).toBe(column)
      if (column > 2) await expect.poll(isClear).toBe(column > 2)
    }
    await press('{Home}', '{ArrowLeft}', '{ArrowLeft}')
    await expect.poll(cursorColumn).toBe(1)
    expect(cursorRow()).toBe(1)
  })

  it('marks a rectangle of cells, says its size, and copies it, apart from the selection', async () => {
    await showUnits(everyTrade, '&cols=space,head')
    await press('j', '{ArrowRight}', '{Shift>}{ArrowDown}{/Shift}', '{Shift>}{ArrowDown}{/Shift}')
    await press('{Shift>}{ArrowRight}{/Shift}')
    await expect.element(page.getByText('6 cells, 2 columns')).toHaveAttribute('aria-live', 'polite')
    const marked = () => document.querySelectorAll('[role=gridcell][aria-selected=true]').length
    expect(marked()).toBe(6)
    expect(document.querySelectorAll('[role=row][aria-selected=true]').length).toBe(0)
    await expect.element(selection).not.toBeInTheDocument()

    const copied = await copiedBy('{Control>}c{/Control}')
    const expected = [
      'Space\tHead',
      ...[0, 1, 2].map((at) => `${column('Space')[at]}\t${column('Head')[at]?.slice(1)}`),
    ]
    expect(copied.text.split('\n')).toEqual(expected)
    expect(copied.html.match(/<tr>/g)).toHaveLength(4)

    await press('x')
    await expect.element(selection.getByText('3 selected')).toBeVisible()
    await press('{ArrowDown}')
    await expect.poll(marked).toBe(0)
    await expect.element(selection.getByText('3 selected')).toBeVisible()
    expect((await copiedBy('{Control>}c{/Control}')).text).toBe(column('Head')[3]?.slice(1))
  })

  it('ends a marked range where other units come between its ends, and keeps the cursor', async () => {
    await showUnits(everyTrade, '&cols=space,head')
    await press('j', '{Shift>}{ArrowDown}{/Shift}', '{Shift>}{ArrowDown}{/Shift}')
    await expect.element(page.getByText('3 cells, 1 column')).toBeVisible()

    await sortBy('Head').click()
    await expect.element(page.getByText(/cells, /)).not.toBeInTheDocument()
    await press('x')
    await expect.element(selection.getByText('1 selected')).toBeVisible()
  })

  it('brings the cell with the cursor back into view for its menu, and names none that is not drawn', async () => {
    await showUnits(everyTrade)
    await press('j')
    await expect.poll(cursorRow).toBe(1)
    grid.element().scrollTo({ top: grid.element().scrollHeight })
    await expect.element(grid).not.toHaveAttribute('aria-activedescendant')

    await press('m')
    await expect.element(page.getByRole('menu', { name: 'Unit of this unit' })).toBeVisible()
    await expect.poll(cursorRow).toBe(1)
  })

  it('selects with x and shift, announces the count, and Escape goes back one step at a time', async () => {
    await showUnits(everyTrade)
    await press('j', 'x')
    await expect.element(selection.getByText('1 selected')).toHaveAttribute('aria-live', 'polite')
    await press('{Shift>}{ArrowDown}{/Shift}', '{Shift>}{ArrowDown}{/Shift}', 'x')
    await expect.element(selection.getByText('3 selected')).toBeVisible()
    await press('{Escape}')
    for (const row of [1, 2, 3]) await expect.element(rows.nth(row)).toHaveAttribute('aria-selected', 'true')
    await expect.element(rows.nth(4)).toHaveAttribute('aria-selected', 'false')

    await press('x')
    await expect.element(selection.getByText('2 selected')).toBeVisible()
    await press('{Escape}')
    await expect.element(selection).not.toBeInTheDocument()
    expect(cursorRow()).toBe(3)
    await press('{Escape}')
    await expect.poll(cursorRow).toBe(0)
  })

  it('opens, peeks at, and changes what has the cursor or is selected', async () => {
    const { visited, search } = await showUnits(everyTrade, '&cols=space')
    const space = column('Space')[0]
    await press('j', '[Space]')
    await expect.element(page.getByRole('complementary')).toMatchTextContent(new RegExp(space ?? 'no space'))
    expect(search().get('peek')).not.toBe(null)
    await press('{Escape}')
    await expect.element(page.getByRole('complementary')).not.toBeInTheDocument()

    await press('{Enter}')
    expect(visited).toEqual([`/units/${space}/trade-service`])
    await press('x', 'c')
    await expect.poll(() => visited.length).toBe(2)
    const change = new URL(visited[1] ?? '', 'http://hubdeck')
    expect(change.pathname).toBe('/changes/new')
    expect(change.searchParams.get('units')?.split(',')).toHaveLength(1)
  })

  it('rests while something is open above the grid', async () => {
    const { visited } = await showUnits(everyTrade)
    for (const name of [/^Columns/, /^Export/, /^Group/]) {
      await page.getByRole('button', { name }).first().click()
      const overlay = page.elementLocator(document.body).getByRole(name.test('Columns') ? 'dialog' : 'menu')
      await expect.element(overlay).toBeVisible()
      // Wherever the focus has got to meanwhile.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      await press('c')
      expect(visited).toEqual([])
      await overlay.element().dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
      await expect.element(overlay).not.toBeInTheDocument()
    }
  })
})

describe('the pointer', () => {
  it('selects by the first cell, a range with shift, all by the header, and all but one', async () => {
    const { total } = await showUnits(everyTrade)
    await firstCell(2).click()
    await firstCell(5).click({ modifiers: ['Shift'] })
    await expect.element(selection.getByText('4 selected')).toBeVisible()
    const all = page.getByRole('checkbox', { name: 'Select all units' })
    await expect.element(all).toHaveAttribute('aria-checked', 'mixed')

    await selection.getByRole('button', { name: `Select all ${total} matching` }).click()
    await expect.element(selection.getByText(`All ${total} matching selected`)).toBeVisible()
    await expect.element(all).toHaveAttribute('aria-checked', 'true')
    await firstCell(1).click()
    await expect.element(selection.getByText(`${total - 1} selected`)).toBeVisible()
    await expect.element(selection.getByRole('button', { name: `Change ${total - 1} units…` })).toBeEnabled()
    await selection.getByRole('button', { name: 'Clear' }).click()
    await expect.element(all).toHaveAttribute('aria-checked', 'false')
  })

  it('sorts by a header, turns the order round, and adds a second column with shift', async () => {
    const { search } = await showUnits(everyTrade, '&cols=space,region,head')
    await sortBy('Head').click()
    await expect.element(header('Head')).toHaveAttribute('aria-sort', 'ascending')
    const numbers = () => column('Head').map((text) => Number(/\d+/.exec(text)?.[0]))
    expect(numbers()).toEqual(numbers().toSorted((a, b) => a - b))
    const lowest = numbers()[0]

    await sortBy('Head').click()
    await expect.element(header('Head')).toHaveAttribute('aria-sort', 'descending')
    expect(search().get('sort')).toBe('-head')
    expect(numbers()).toEqual(numbers().toSorted((a, b) => b - a))
    expect(numbers()[0]).toBeGreaterThan(lowest ?? 0)

    await sortBy('Space').click({ modifiers: ['Shift'] })
    await expect.poll(() => search().get('sort')).toBe('-head,space')
  })
})

describe('groups', () => {
  /** Sizes of the groups of a level, as far as they are drawn. */
  const sizes = (level: number) =>
    [...document.querySelectorAll(`[role=row][aria-level="${level}"] .figures`)].map((size) =>
      Number(size.textContent),
    )
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

  it('are by any column, one inside the other, and their sizes add up', async () => {
    const { search } = await showUnits(
      "Slug = 'trade-service' AND Space.Slug NOT LIKE '%prod%'",
      '&cols=head',
    )
    const total = Number(grid.element().getAttribute('aria-rowcount')) - 1
    await page.getByRole('button', { name: 'Group: none' }).click()
    for (const name of ['Environment', 'Head']) await page.getByRole('menuitemcheckbox', { name }).click()
    await press('{Escape}')
    await expect.poll(() => search().get('group')).toBe('environment,head')

    await expect.poll(() => sum(sizes(1))).toBe(total)
    expect(sum(sizes(2))).toBe(total)
    const lines = total + sizes(1).length + sizes(2).length
    await expect.element(grid).toHaveAttribute('aria-rowcount', String(lines + 1))

    const [first = 0] = sizes(1)
    const inside = sizes(2).length
    await page.getByRole('button', { expanded: true }).first().click()
    await expect
      .poll(() => Number(grid.element().getAttribute('aria-rowcount')) - 1)
      .toBeLessThan(lines - first)
    expect(sizes(2).length).toBeLessThan(inside)
    expect(sum(sizes(1))).toBe(total)
  })
})

describe('scrolling', () => {
  it('shows lines in the frame that shows where it was scrolled to', async () => {
    await showUnits(everyTrade)
    await expect.element(grid).toHaveAttribute('aria-busy', 'false')
    const { scrollHeight, clientHeight } = grid.element()
    const last = () => document.querySelector(`[role=row][aria-rowindex="${grid.element().ariaRowCount}"]`)
    expect(scrollHeight).toBeGreaterThan(2 * clientHeight)
    expect(last()).toBeNull()

    const frame = () => new Promise(requestAnimationFrame)
    await frame()
    grid.element().scrollTo({ top: scrollHeight })
    await frame()

    expect(last()).not.toBeNull()
  })

  it('is brought back by going back, and begins at the top when sorted or opened anew', async () => {
    await showUnits(everyTrade, '&cols=head')
    const top = () => Math.round(grid.element().scrollTop)
    await press('{Control>}{End}{/Control}')
    await expect.poll(top).toBeGreaterThan(300)
    const left = top()
    // Events of a frame come before what is asked for at its start.
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame)

    await cleanup()
    window.dispatchEvent(new PopStateEvent('popstate'))
    await showUnits(everyTrade, '&cols=head')
    await expect.poll(top).toBe(left)
    await sortBy('Head').click()
    await expect.poll(top).toBe(0)

    await press('{Control>}{End}{/Control}')
    await cleanup()
    await showUnits(everyTrade, '&cols=head')
    expect(top()).toBe(0)
  })
})

describe('the answer', () => {
  it('of another query is asked for once', async () => {
    await showUnits("Space.Slug = 'moss-cub-traderx-dev'")
    await page.getByRole('button', { name: 'Text', exact: true }).click()
    await page.getByRole('combobox', { name: 'Query' }).fill(everyTrade)
    performance.clearResourceTimings()
    await press('{Escape}', '{Enter}')

    await expect.element(rows.nth(1).getByRole('gridcell', { name: 'trade-service' })).toBeVisible()
    await expect.element(grid).toHaveAttribute('aria-busy', 'false')
    const asked = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/api/rows'))
    expect(asked).toHaveLength(1)
  })

  it('is announced as units and spaces', async () => {
    const { total } = await showUnits(everyTrade)
    const said = page.getByText(new RegExp(`^${total} units in ${total} spaces`))
    await expect.element(said).toHaveAttribute('aria-live', 'polite')
  })

  it('holds values from inside the documents, and says what a value was derived from', async () => {
    const london = 'moss-cub-traderx-prod-eu-lon'
    await showUnits(`${everyTrade} AND Space.Slug IN ('${london}', 'moss-cub-traderx-dev')`)
    const row = rows.filter({ hasText: london })
    // The bot scaled London down to two.
    await expect.element(row.getByRole('gridcell', { name: '2', exact: true })).toBeVisible()
    await expect.element(row.getByRole('gridcell', { name: /trade-service:latest/ })).toBeVisible()

    const mark = /Derived from the space's Slug; not a label/
    await expect.element(rows.filter({ hasText: 'traderx-dev' })).toMatchTextContent(mark)
    await expect.element(row).not.toMatchTextContent(mark)

    const derived = rows.filter({ hasText: 'traderx-dev' })
    await derived.hover()
    await derived.getByRole('button', { name: /^Peek at/ }).click()
    const peek = page.getByRole('complementary', { name: /traderx-dev/ })
    await expect.element(peek).toMatchTextContent(mark)
    expect(peek.getByRole('button', { name: /Environment/ }).length).toBe(0)
  })
})
