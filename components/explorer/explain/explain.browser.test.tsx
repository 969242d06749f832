import { beforeEach, describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { UnitsScreen } from '#components/explorer/units-screen.tsx'
import { perform, type Stage } from '#components/testing/stage.tsx'

// What the page says about its own answer: which condition does what, and what was asked.
const inLondon = "Slug = 'trade-service' AND Space.Slug = 'moss-cub-traderx-prod-eu-lon'"
const deployments = `&data=${encodeURIComponent('spec.replicas > 0')}&type=apps/v1/Deployment`
const grid = page.getByRole('grid', { name: 'Units' })
const explain = page.getByRole('button', { name: 'Explain', exact: true })
const panel = page.getByRole('dialog', { name: 'Explanation of the answer' })
const conditions = panel.getByRole('region', { name: 'Conditions' })
const total = () => Number(grid.element().getAttribute('aria-rowcount')) - 1

async function showUnits(where: string, rest = ''): Promise<Stage> {
  const stage = await perform(<UnitsScreen />, `/units?where=${encodeURIComponent(where)}${rest}`)
  await expect.element(explain).toBeVisible()
  return stage
}

/** The queries of which an explanation was asked, in order. */
const explained: string[] = []

beforeEach(() => {
  explained.length = 0
  const real = window.fetch
  vi.spyOn(window, 'fetch').mockImplementation((input, init) => {
    if (String(input).endsWith('/api/explain')) explained.push(JSON.parse(String(init?.body)).where)
    return real(input, init)
  })
  return () => vi.restoreAllMocks()
})

describe('the explanation of an answer', () => {
  it('opens by key, says what each condition keeps out, and drops one of them', async () => {
    const { search } = await showUnits(inLondon, deployments)
    expect(total()).toBe(1)
    grid.element().focus()
    await userEvent.keyboard('i')

    const lines = conditions.getByRole('row')
    const space = lines.filter({ hasText: 'Space.Slug' })
    await expect.element(lines.filter({ hasText: 'spec.replicas > 0 in documents' })).toBeVisible()
    await expect.element(lines.filter({ hasText: 'apps/v1/Deployment resource type' })).toBeVisible()
    const figure = space.getByRole('cell').nth(2)
    await expect.poll(() => Number(figure.element().textContent)).toBeGreaterThan(0)
    const keptOut = Number(figure.element().textContent)
    await space.getByRole('button', { name: /^Drop it: Space\.Slug/ }).click()

    await expect.poll(total).toBe(1 + keptOut)
    expect(search().get('where')).toBe("Slug = 'trade-service'")
    expect(search().get('data')).toBe('spec.replicas > 0')
    await expect.element(panel).not.toBeInTheDocument()
    await expect
      .poll(() => [explain.element(), grid.element()].some((each) => each === document.activeElement))
      .toBe(true)
  })

  it('names each call with what it asked, how much came and its request id', async () => {
    await showUnits(inLondon)
    await explain.click()

    const calls = panel.getByRole('region', { name: 'Calls' }).getByRole('listitem')
    const said = new RegExp(`^GET /api/unit 1 row · .*where=${inLondon}.* · request `)
    await expect.element(calls.filter({ hasText: said }).first()).toBeVisible()
    await userEvent.keyboard('{Escape}')
    await expect.element(explain).toHaveFocus()
  })

  it('stands where nothing matches: what keeps the units out, and the way to them', async () => {
    const { search } = await showUnits("Slug = 'trade-service' AND Space.Slug = 'nowhere'")

    await expect.element(page.getByText('No unit matches this query')).toBeVisible()
    const drop = page.getByRole('button', { name: "Drop it: Space.Slug = 'nowhere'" })
    await expect.element(drop).toBeVisible()
    expect(explained).toEqual(["Slug = 'trade-service' AND Space.Slug = 'nowhere'"])
    await drop.click()
    await expect.poll(() => search().get('where')).toBe("Slug = 'trade-service'")
    await expect.element(grid).toHaveFocus()
    // Nothing is said of a query before it is answered, nor asked: the rows would wait for it.
    expect(explained).not.toContain("Slug = 'trade-service'")
  })

  it('tells of one unit which condition keeps it out, by which value, and leads to one that is here', async () => {
    await showUnits(`${inLondon} AND Labels.Nothing IS NULL`, deployments)
    await explain.click()
    const field = panel.getByRole('combobox', { name: 'Unit' })
    const verdicts = panel.getByRole('region', { name: 'One unit' }).getByRole('row')

    await field.fill('traderx-dev/trade-service')
    await expect.element(panel.getByRole('option').first()).toBeVisible()
    await userEvent.keyboard('{Enter}')
    await expect.element(panel.getByText(/^It is not here, because/)).toBeVisible()
    const space = verdicts.filter({ hasText: /^Space\.Slug = .*no.*Space\.Slug moss-cub-traderx-dev$/ })
    await expect.element(space).toBeVisible()
    const replicas = verdicts.filter({
      hasText: /spec\.replicas > 0 in documents\s*yes.*trade-service \(holds\) \d/,
    })
    await expect.element(replicas).toBeVisible()

    await field.fill('eu-lon trade-service')
    await panel.getByRole('option', { name: 'moss-cub-traderx-prod-eu-lon/trade-service' }).click()
    await expect.element(panel.getByText(/^It is here, in row 1\./)).toBeVisible()
    await panel.getByRole('button', { name: 'Show it' }).click()
    await expect.element(panel).not.toBeInTheDocument()
    await expect.poll(() => grid.element().getAttribute('aria-activedescendant')).toMatch(/^cell-0-/)
  })
})
