import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { UnitsScreen } from '#components/explorer/units-screen.tsx'
import { perform, type Stage } from '#components/testing/stage.tsx'

// What is acted on is what the page says, whatever was typed, picked or sent as a link.
const london = 'moss-cub-traderx-prod-eu-lon'
const everyTrade = "Slug = 'trade-service'"
const inProduction = `${everyTrade} AND Space.Slug LIKE '%prod%'`
const grid = page.getByRole('grid', { name: 'Units' })
const rows = page.getByRole('row')
const query = page.getByRole('combobox', { name: 'Query' })
const unrun = page.getByText('These rows answer the previous query.')
const change = page.getByRole('button', { name: /^Change / })
const exportButtons = page.getByRole('button', { name: 'Export' })
const notPossible = page.getByText('Not possible')
const selectAll = page.getByRole('checkbox', { name: 'Select all units' })

const unitsAt = (where: string, rest = '') => `/units?where=${encodeURIComponent(where)}${rest}`

async function showUnits(address: string): Promise<Stage> {
  const stage = await perform(<UnitsScreen />, address)
  await expect.element(rows.nth(1)).toBeVisible()
  return stage
}

const total = () => Number(grid.element().getAttribute('aria-rowcount')) - 1

/** Types without running it. */
async function typeQuery(text: string): Promise<void> {
  if (query.length === 0) await page.getByRole('button', { name: 'Text', exact: true }).click()
  await query.fill(text)
}

async function pick(space: string): Promise<void> {
  await rows.filter({ hasText: space }).getByRole('gridcell').first().click()
}

describe('text that was typed and not run', () => {
  it.each(["Slug = 'reference-data'", "Slug = 'reference-data' AND"])(
    'stops whatever acts on the rows, until it is run or discarded: %s',
    async (text) => {
      const { visited } = await showUnits(unitsAt(everyTrade))
      await selectAll.click()
      await expect.element(change).toBeEnabled()

      await typeQuery(text)

      await expect.element(unrun).toBeVisible()
      await expect.element(grid).toHaveAttribute('aria-busy', 'true')
      for (const name of [/^Change /, 'Copy', 'Share', /^Compare with/]) {
        await expect.element(page.getByRole('button', { name })).toBeDisabled()
      }
      expect(exportButtons.length).toBe(2)
      for (const button of exportButtons.all()) await expect.element(button).toBeDisabled()
      await expect.element(change).toHaveAccessibleDescription(/These rows answer the previous query/)
      for (const [presses, key] of ['c', 'e'].entries()) {
        grid.element().focus()
        await userEvent.keyboard(key)
        await expect.poll(() => notPossible.length).toBeGreaterThan(presses)
      }
      expect(visited).toEqual([])

      query.element().focus()
      await userEvent.keyboard('{Escape}')
      if (unrun.length > 0) await userEvent.keyboard('{Escape}')
      await expect.element(unrun).not.toBeInTheDocument()
      await expect.element(query).toHaveValue(everyTrade)
      await expect.element(change).toBeEnabled()
    },
  )

  it('leaves the focus to the rows when Escape leaves the text', async () => {
    await showUnits(unitsAt(everyTrade))
    await page.getByRole('button', { name: 'Text', exact: true }).click()
    await expect.element(query).toHaveFocus()
    if (query.element().getAttribute('aria-expanded') === 'true') await userEvent.keyboard('{Escape}')
    await userEvent.keyboard('{Escape}')

    await expect.element(grid).toHaveFocus()
    await expect.element(query).not.toBeInTheDocument()
  })

  it('in the content filter stops them too', async () => {
    await showUnits(unitsAt(everyTrade))
    await page.getByRole('button', { name: 'Text' }).click()
    await page.getByRole('combobox', { name: 'Content filter' }).fill('spec.replicas > 2')

    await expect.element(unrun).toBeVisible()
    await expect.element(exportButtons).toBeDisabled()
    await page.getByRole('button', { name: 'Discard' }).click()
    await expect.element(unrun).not.toBeInTheDocument()
    await expect.element(exportButtons).toBeEnabled()
  })

  it('and run shows other rows: fewer with a condition on the content', async () => {
    await showUnits(unitsAt(everyTrade))
    const all = total()
    await typeQuery(`${everyTrade} AND spec.replicas > 2`)
    await page.getByRole('button', { name: 'Move it to the content filter' }).click()

    await expect.poll(total).toBeLessThan(all)
    await expect.element(exportButtons).toBeEnabled()
  })
})

describe('a selection', () => {
  it('of all that match ends with its query, and says so', async () => {
    await showUnits(unitsAt(inProduction))
    const before = total()
    await selectAll.click()
    await expect.element(page.getByText(`All ${before} matching selected`)).toBeVisible()

    await page.getByRole('button', { name: /^Remove Space\.Slug LIKE/ }).click()

    const said = new RegExp(`The selection of all ${before} belonged to the previous query`)
    await expect.element(page.getByRole('status').filter({ hasText: said })).toBeVisible()
    await expect.element(change).not.toBeInTheDocument()
    await expect.poll(total).toBeGreaterThan(before)
  })

  it('of picked units keeps them, counts those outside the query, and acts on the others', async () => {
    const { visited } = await showUnits(
      unitsAt(`${everyTrade} AND Space.Slug IN ('${london}', 'moss-cub-traderx-dev')`),
    )
    await pick(london)
    await pick('traderx-dev')
    await expect.element(page.getByText('2 selected')).toBeVisible()

    await typeQuery(inProduction)
    await userEvent.keyboard('{Enter}')

    await expect.element(page.getByText('2 selected, 1 outside the query')).toBeVisible()
    await page.getByRole('button', { name: 'Change 1 unit…' }).click()
    const { pathname, searchParams } = new URL(visited[0] ?? '', 'http://hubdeck')
    expect(pathname).toBe('/changes/new')
    expect(searchParams.get('units')?.split(',')).toHaveLength(1)
  })

  it('that is wholly outside the query never becomes all of it', async () => {
    const { visited } = await showUnits(unitsAt(everyTrade))
    await pick('traderx-dev')
    await typeQuery(inProduction)
    await userEvent.keyboard('{Enter}')

    await expect.element(page.getByText('1 selected, 1 outside the query')).toBeVisible()
    await expect.element(change).toBeDisabled()
    grid.element().focus()
    await userEvent.keyboard('c')
    await expect
      .element(page.getByText('None of the 1 selected units matches the query.').first())
      .toBeVisible()
    expect(visited).toEqual([])
  })
})

describe('the picker of columns', () => {
  const columns = () => page.getByRole('button', { name: 'Columns' }).click()
  const find = page.getByRole('combobox', { name: 'Find a column' })
  const header = (title: RegExp) => page.getByRole('columnheader', { name: title })

  it('adds and removes columns, and forgets the order of one that is gone', async () => {
    const { search } = await showUnits(unitsAt(everyTrade, '&cols=space,head&sort=-head'))
    await columns()
    await expect.element(find).toHaveFocus()
    await find.fill('region')
    await userEvent.keyboard('{Enter}')
    await expect.element(header(/^Region/)).toBeInTheDocument()
    expect(search().get('cols')).toBe('space,head,region')

    await page.getByRole('button', { name: 'Remove Head' }).click()
    await expect.element(header(/^Head/)).not.toBeInTheDocument()
    expect(search().get('sort') ?? '').toBe('')
    await page.getByRole('button', { name: 'Default columns' }).click()
    await expect.element(header(/^Changed by/)).toBeInTheDocument()
    expect(search().get('cols')).toBe(null)
  })

  it('offers labels and the paths that documents have, and orders columns by keys', async () => {
    const { search } = await showUnits(unitsAt(everyTrade, '&cols=space,head'))
    await columns()
    await find.fill('containers.*.image')
    await page.getByRole('option', { name: 'spec.template.spec.containers.*.image', exact: true }).click()
    await expect.element(header(/^image/)).toBeInTheDocument()
    await find.fill('labels reg')
    await page.getByRole('option', { name: 'Space.Labels.Region' }).click()
    await expect.poll(() => search().get('cols')?.split(',').at(-1)).toBe('Space.Labels.Region')

    page.getByRole('button', { name: 'Move Region' }).element().focus()
    await userEvent.keyboard('{Enter}{ArrowUp}{ArrowUp}{Enter}')
    await expect.poll(() => search().get('cols')?.split(',').at(-1)).not.toBe('Space.Labels.Region')
    await page.getByRole('button', { name: 'Pin Head' }).click()
    await expect.poll(() => search().get('pin')).toBe('head')
  })

  it('refuses a path that cannot be read or that nobody has, and offers the nearest', async () => {
    await showUnits(unitsAt(everyTrade, '&cols=space'))
    await columns()
    await find.fill('spec..nothing')
    await page.getByRole('button', { name: 'Use spec.nothing' }).click()
    await expect.element(find).toHaveValue('spec.nothing')
    await find.fill('spec.replicass')
    await expect.element(page.getByText(/In none of the \d+ units read\./)).toBeVisible()
    await page.getByRole('button', { name: /Use .*spec\.replicas/ }).click()
    await expect.element(find).toHaveValue('apps/v1/Deployment spec.replicas')
    await expect.element(page.getByRole('option', { name: 'spec.replicas', exact: true })).toBeVisible()
  })

  it('adds a function that only reads, shows what it says, and can export it', async () => {
    await showUnits(unitsAt(everyTrade, '&cols=space'))
    await columns()
    await find.fill('get-repl')
    await page.getByRole('option', { name: 'get-replicas()' }).click()
    await expect.element(header(/^get-replicas\(\)/)).toBeInTheDocument()
    await find.fill('set-replicas(3)')
    await expect
      .element(page.getByText('set-replicas writes; only functions that read can be used here.'))
      .toBeVisible()
    await userEvent.keyboard('{Escape}')
    const cell = rows.nth(1).getByRole('gridcell').nth(3)
    await expect.poll(() => cell.element().textContent).toMatch(/^\d+$/)
    await expect.element(exportButtons.first()).toBeEnabled()
  })

  it('marks a path of an address that no unit has', async () => {
    await showUnits(unitsAt(everyTrade, '&cols=space,*+spec.x'))
    await expect.element(page.getByText(/No unit of this result has/)).toBeVisible()
    await expect.element(header(/spec\.x.*no unit here has this path/)).toBeVisible()
    await expect.element(page.getByRole('gridcell', { name: 'no unit has this' }).first()).toBeVisible()
    await page.getByRole('button', { name: 'Remove the column' }).click()
    await expect.element(page.getByText(/No unit of this result has/)).not.toBeInTheDocument()
  })
})

describe('an address', () => {
  it('that names no path correctly says so, with a link to the nearest', async () => {
    await showUnits(unitsAt(everyTrade, '&cols=space,apps/v1/Deployment+spec..replicas'))
    await expect.element(page.getByText(/“spec\.\.replicas” is not a valid path/)).toBeVisible()
    const link = page.getByRole('link', { name: 'Show apps/v1/Deployment spec.replicas' })
    const { searchParams } = new URL(link.element().getAttribute('href') ?? '', 'http://hubdeck')
    expect(searchParams.get('cols')).toBe('space,apps/v1/Deployment spec.replicas')
  })

  it('of which a part was ignored shows the rows, and changes and exports nothing', async () => {
    const { visited } = await showUnits(`/units?wher=${encodeURIComponent(everyTrade)}`)
    await expect.element(exportButtons).toBeDisabled()
    await userEvent.keyboard('c')
    await expect.element(page.getByText(/Part of the address was ignored/).last()).toBeVisible()
    expect(visited).toEqual([])

    const link = page.getByRole('link', { name: 'Read it as where' })
    const { searchParams } = new URL(link.element().getAttribute('href') ?? '', 'http://hubdeck')
    expect(searchParams.get('where')).toBe(everyTrade)
  })
})

describe('a query with OR', () => {
  const either =
    "Slug = 'trade-service' AND (Space.Slug = 'moss-cub-traderx-prod-eu-lon' OR HeadRevisionNum > 100000)"

  it('says how it was asked, shows what its calls return together, and acts on all of it', async () => {
    const { visited } = await showUnits(unitsAt(either))
    expect(total()).toBe(1)

    await page.getByRole('button', { name: '2 calls, united here' }).click()
    const calls = page.getByRole('region', { name: 'Calls' }).getByRole('listitem')
    const here = `where=${everyTrade} AND Space.Slug = '${london}'`
    await expect.element(calls.filter({ hasText: '1 row ·' }).filter({ hasText: here })).toBeVisible()
    const high = `where=${everyTrade} AND HeadRevisionNum > 100000`
    await expect.element(calls.filter({ hasText: '0 rows ·' }).filter({ hasText: high })).toBeVisible()
    await userEvent.keyboard('{Escape}')

    await selectAll.click()
    await change.click()
    expect(new URL(visited.at(-1) ?? '', 'http://deck.invalid').searchParams.get('where')).toBe(either)
  })

  it('is one call where one says as much, and none where nothing can match', async () => {
    await showUnits(unitsAt("Slug = 'trade-service' OR Slug = 'reference-data'"))
    await expect.element(page.getByRole('button', { name: '1 call, united here' })).toBeVisible()
    expect(total()).toBeGreaterThan(2)

    await typeQuery("Slug = 'a' AND (Slug = 'b' OR Slug = 'c')")
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByRole('button', { name: 'Not asked: nothing can match' })).toBeVisible()
    await expect.element(page.getByText('No unit matches this query')).toBeVisible()
  })
})
