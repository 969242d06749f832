import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { PairsScreen } from '#components/explorer/pairs-screen.tsx'
import { UnitsScreen } from '#components/explorer/units-screen.tsx'
import { perform, type Stage } from '#components/testing/stage.tsx'

const inProduction = "Slug = 'trade-service' AND Space.Slug LIKE '%traderx-prod%'"
// The bot scaled London down to two.
const london = 'moss-cub-traderx-prod-eu-lon'
const grid = page.getByRole('grid', { name: 'Units' })
const rows = page.getByRole('row')
const query = page.getByRole('region', { name: 'Query' })
const row = (space: string) => page.getByRole('row', { name: new RegExp(`trade-service ${space} `) })
const lines = () => Number(grid.element().getAttribute('aria-rowcount')) - 1

async function showUnits(rest = '', where = inProduction): Promise<Stage> {
  const stage = await perform(<UnitsScreen />, `/units?where=${encodeURIComponent(where)}${rest}`)
  await expect.element(rows.nth(1)).toBeVisible()
  return stage
}

async function compareWith(name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: /^Compare with/ }).click()
  await page.getByRole('menuitemradio', { name }).click()
}

/** `3 differ from …`, once everything is read. */
async function differing(name: string): Promise<number> {
  const said = query.getByText(new RegExp(`differs? from ${name}`))
  await expect.element(said).toHaveAttribute('aria-live', 'polite')
  const text = said.element().textContent ?? ''
  return text.startsWith('None') ? 0 : Number.parseInt(text, 10)
}

describe('what differs from most rows', () => {
  it('is marked, counted in the header and in the result, and can be all that is shown', async () => {
    const { search } = await showUnits()
    const all = lines()
    await compareWith(/^Most rows/)

    const count = await differing('most rows')
    expect(count).toBeGreaterThan(0)
    expect(count).toBeLessThan(all)
    await expect.element(page.getByRole('columnheader', { name: /^spec\.replicas \d+ differ/ })).toBeVisible()
    await expect
      .element(row(london).getByRole('gridcell', { name: /differs from most rows: \d+; 2/ }))
      .toBeVisible()

    await query.getByRole('button', { name: 'Only differing' }).click()
    await expect.poll(lines).toBe(count)
    expect(search().get('compare')).toBe('majority')
    expect(search().get('only')).toBe('differing')
  })

  it('is the same where the link is opened', async () => {
    await showUnits('&compare=majority&only=differing')
    await expect.poll(lines).toBe(await differing('most rows'))
    await expect.element(row(london)).toBeVisible()
  })

  it('is gone to with d, round and round, and back with D', async () => {
    await showUnits('&compare=majority&only=differing')
    await expect.poll(lines).toBe(await differing('most rows'))
    const cursor = () => grid.element().getAttribute('aria-activedescendant')
    const press = async (key: string) => {
      const before = cursor()
      await userEvent.keyboard(key)
      await expect.poll(cursor).not.toBe(before)
      return cursor()
    }
    const places: (string | null)[] = []
    for (let step = 0; step <= lines(); step += 1) places.push(await press('d'))
    expect(new Set(places).size).toBe(lines())
    expect(places.at(-1)).toBe(places[0])
    expect(await press('D')).toBe(places.at(-2))
  })

  it('is all that an action reaches while nothing else is shown', async () => {
    const { visited } = await showUnits('&compare=majority&only=differing')
    const count = await differing('most rows')
    await expect.poll(lines).toBe(count)
    await userEvent.keyboard('c')
    await expect.poll(() => visited.length).toBe(1)
    const change = new URL(visited[0] ?? '', 'http://hubdeck')
    expect(change.searchParams.get('units')?.split(',')).toHaveLength(count)
  })
})

describe('which trade-service in production differs, and since when', () => {
  it('takes three presses: compare, with most rows, and a look at one that differs', async () => {
    const { search } = await showUnits()
    await compareWith(/^Most rows/)
    await row(london).hover()
    await row(london)
      .getByRole('button', { name: /^Peek at/ })
      .click()

    const differences = page.getByRole('region', { name: 'Differences' })
    await expect
      .element(differences)
      .toMatchTextContent(/Differs from most rows.*spec.replicas2 instead of 3/)
    // Who, when and why, as the revision says it.
    await expect.element(differences).toMatchTextContent(/Since r\d+,.* by .*capacity: p95/)
    expect(search().get('peek')).not.toBe(null)
    expect(search().get('compare')).toBe('majority')
  })

  it('takes three keys: w to compare, d to the next that differs, and the space bar to look at it', async () => {
    await showUnits()
    await userEvent.keyboard('w')
    expect(await differing('most rows')).toBeGreaterThan(0)
    await userEvent.keyboard('d')
    await expect.element(grid).toHaveAttribute('aria-activedescendant')
    await userEvent.keyboard('[Space]')
    await expect
      .element(page.getByRole('region', { name: 'Differences' }))
      .toMatchTextContent(/Differs from most rows.*Since r\d+/)
  })
})

describe('every baseline', () => {
  it.each([
    ['upstream', 'the upstream unit'],
    ['released', 'the last release'],
    ['at:2026-11-20T00:00:00Z', 'the revision at 2026-11-20 00:00 UTC'],
    ['region:eu-lon', 'most of eu-lon of the same name'],
  ])('%s is read, and what is not known is not called equal', async (compare, name) => {
    await showUnits(`&compare=${compare}&cols=space,region,hash,apps/v1/Deployment spec.replicas`)
    expect(await differing(name)).toBeGreaterThanOrEqual(0)
    await expect.element(query.getByText(/not read yet/)).not.toBeInTheDocument()
  })

  it('that is one unit differs from no other unit of the same values, and it itself from nothing', async () => {
    await showUnits('&cols=space,region,apps/v1/Deployment spec.replicas')
    await row(london).getByRole('gridcell').nth(2).click()
    await compareWith(/^This unit/)
    const count = await differing(`${london}/trade-service`)
    expect(count).toBeGreaterThan(0)
    await expect.element(row(london)).not.toMatchTextContent(/differs from/)
  })
})

describe('the matrix', () => {
  const matrix = page.getByRole('grid', { name: /^spec\.replicas by Unit and Region/ })
  const cell = (name: RegExp) => matrix.getByRole('button', { name })
  const everyService = "Space.Slug LIKE '%traderx-prod%'"

  it('has outliers first, is walked by arrows, and a cell narrows the query to its units', async () => {
    const stage = await perform(
      <UnitsScreen />,
      `/units?where=${encodeURIComponent(everyService)}&view=matrix&cols=space,apps/v1/Deployment spec.replicas`,
    )
    // London runs two, and most regions three.
    const london = cell(/^trade-service, eu-lon: 2, 1 unit, 1 differ/)
    await expect.element(london).toBeVisible()
    await expect
      .poll(() => matrix.getByRole('rowheader').first().element().textContent)
      .toMatch(/\d+ differ$/)

    await london.element().focus()
    await userEvent.keyboard('{ArrowRight}')
    await expect.element(london).not.toHaveFocus()
    await userEvent.keyboard('{ArrowLeft}')
    await expect.element(london).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => stage.search().get('where')).toMatch(/Slug = 'trade-service'/)
    await expect.element(page.getByText(/^1 unit in 1 space/)).toBeVisible()
  })
})

describe('A and B', () => {
  it('are kept from a query and a selection, and compared in pairs that a link repeats', async () => {
    const stage = await showUnits('&cols=space,region,apps/v1/Deployment spec.replicas')
    const menu = page.getByRole('button', { name: 'A and B' })
    await menu.click()
    await page.getByRole('menuitem', { name: /^Set as A/ }).click()
    await row(london).getByRole('gridcell').first().click()
    await menu.click()
    await page.getByRole('menuitem', { name: /^Compare with A/ }).click()
    await expect.poll(() => stage.visited.length).toBe(1)
    const address = new URL(stage.visited[0] ?? '', 'http://hubdeck')
    expect(address.pathname).toBe('/units/compare')
    expect(address.searchParams.get('a')).toBe(inProduction)
    expect(address.searchParams.get('b')).toMatch(/^UnitID IN \('[\w-]+'\)$/)
  })

  it('differ in what a pair has, and units without a counterpart are listed', async () => {
    const side = (space: string) => encodeURIComponent(`Space.Slug LIKE '${space}'`)
    const stage = await perform(
      <PairsScreen />,
      `/units/compare?a=${side('%traderx-prod-eu-lon')}&b=${side('%traderx-prod-eu')}&cols=apps/v1/Deployment spec.replicas`,
    )
    await expect
      .element(page.getByText(/^\d+ pairs by name, \d+ differs? in the columns compared/))
      .toBeVisible()
    await expect.element(page.getByText(/not read yet/)).not.toBeInTheDocument()
    const pair = page.getByRole('row', { name: /^trade-service/ })
    await expect.element(pair).toMatchTextContent(/^trade-service2→in A, in B\d/)
    await page.getByRole('button', { name: 'Only differing pairs' }).click()
    expect(stage.search().get('only')).toBe('differing')
    await expect.element(pair).toBeVisible()
  })
})
