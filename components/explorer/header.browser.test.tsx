import { describe, expect, it } from 'vitest'
import { type Locator, page, userEvent } from 'vitest/browser'
import { UnitsScreen } from '#components/explorer/units-screen.tsx'
import { perform, type Stage } from '#components/testing/stage.tsx'

const where = "Slug = 'trade-service' AND Space.Slug LIKE '%prod%'"
const headers = page.getByRole('columnheader')

async function showUnits(rest: string): Promise<Stage> {
  const stage = await perform(<UnitsScreen />, `/units?where=${encodeURIComponent(where)}${rest}`)
  await expect.element(page.getByRole('row').nth(1)).toBeVisible()
  return stage
}

const header = (title: string) => page.getByRole('columnheader', { name: new RegExp(`^${title}`) })
const button = (title: string): Locator => header(title).getByRole('button').first()

/** The titles from left to right, without the one of the checkboxes. */
function titles(): string[] {
  return headers
    .elements()
    .slice(1)
    .map((each) => each.querySelector('[data-column] .truncate')?.textContent ?? '')
}

async function choose(title: string, item: string | RegExp): Promise<void> {
  await button(title).click({ button: 'right' })
  await page.getByRole('menuitem', { name: item }).click()
}

describe('the header of a column', () => {
  it('moves it by keys, keeps the focus, and stops at the ends', async () => {
    const { search } = await showUnits('&cols=space,region,head')
    button('Head').element().focus()
    await userEvent.keyboard('{Alt>}{Shift>}{ArrowLeft}{/Shift}{/Alt}')

    await expect.poll(titles).toEqual(['Unit', 'Space', 'Head', 'Region'])
    expect(search().get('cols')).toBe('space,head,region')
    await expect.element(button('Head')).toHaveFocus()
    await userEvent.keyboard('{Alt>}{Shift>}{ArrowLeft}{/Shift}{/Alt}')
    await expect.poll(titles).toEqual(['Unit', 'Head', 'Space', 'Region'])
    await userEvent.keyboard('{Alt>}{Shift>}{ArrowLeft}{/Shift}{/Alt}')
    await expect.element(page.getByText('Head cannot go further')).toBeInTheDocument()
    expect(titles()).toEqual(['Unit', 'Head', 'Space', 'Region'])
  })

  it('is dragged to the place of another, and that does not sort', async () => {
    const { search } = await showUnits('&cols=space,region,head')
    await userEvent.dragAndDrop(button('Head'), button('Space'))

    await expect.poll(titles).toEqual(['Unit', 'Head', 'Space', 'Region'])
    expect(search().get('sort')).toBe(null)
  })

  it('has a menu by key: it sorts, groups, pins and hides, and the focus stays at a header', async () => {
    const { search } = await showUnits('&cols=space,region,head')
    button('Region').element().focus()
    await userEvent.keyboard('{ArrowDown}')
    await expect.element(page.getByRole('menu', { name: 'Region' })).toBeVisible()
    await userEvent.keyboard('{Escape}')
    await expect.element(button('Region')).toHaveFocus()

    await choose('Region', 'Descending')
    await expect.element(header('Region')).toHaveAttribute('aria-sort', 'descending')
    await choose('Head', 'Also, after the others')
    await expect.poll(() => search().get('sort')).toBe('-region,head')
    await choose('Head', 'Pin to the left')
    await expect.poll(titles).toEqual(['Unit', 'Head', 'Space', 'Region'])
    await choose('Space', 'Group by it')
    await expect.poll(() => search().get('group')).toBe('space')

    await choose('Head', 'Hide')
    await expect.poll(titles).toEqual(['Unit', 'Space', 'Region'])
    await expect.element(button('Space')).toHaveFocus()
    expect([search().get('sort'), search().get('pin')]).toEqual(['-region', null])
  })

  it('keeps its width in the address, by keys and back to the usual one', async () => {
    const { search } = await showUnits('&cols=space,head&widths=300+space')
    const width = () => header('Space').element().getBoundingClientRect().width
    expect(width()).toBe(300)
    header('Space').getByRole('separator').element().focus()
    await userEvent.keyboard('{ArrowRight}')
    await expect.poll(width).toBe(316)
    expect(search().get('widths')).toBe('316 space')
    await choose('Space', 'Usual width')
    await expect.poll(() => search().get('widths')).toBe(null)
    expect(width()).toBe(240)
  })
})

it('a label of units or of spaces can be a column', async () => {
  await showUnits('&cols=Space.Labels.Region,Labels.Tier,space')
  const region = header('Region').element().getAttribute('aria-colindex')
  const cells = [...document.querySelectorAll(`[role=gridcell][aria-colindex="${region}"]`)]
  expect(cells.length).toBeGreaterThan(3)
  await expect.poll(() => new Set(cells.map((cell) => cell.textContent)).size).toBeGreaterThan(3)
  await expect.element(header('Tier')).toBeVisible()
})

describe('the values of a column', () => {
  it('inside documents become conditions of their kind', async () => {
    const { search } = await showUnits('&cols=apps/v1/Deployment+spec.replicas')
    await choose('spec.replicas', 'Values and counts…')
    await page.getByRole('grid', { name: 'Values of spec.replicas' }).getByRole('row').first().click()
    await expect.poll(() => search().get('data') ?? '').toMatch(/^spec\.replicas = \d+$/)
    expect(search().get('type')).toBe('apps/v1/Deployment')
  })

  it('are counted over all rows; pressing one asks for it, and another button leaves it out', async () => {
    const { search } = await showUnits('&cols=Space.Labels.Region,head')
    const total =
      Number(page.getByRole('grid', { name: 'Units' }).element().getAttribute('aria-rowcount')) - 1
    await choose('Region', 'Values and counts…')
    const panel = page.getByRole('dialog', { name: 'Values of Region' })
    const list = panel.getByRole('grid', { name: 'Values of Region' })
    await expect.element(list).toBeVisible()
    const counts = () =>
      [...list.element().querySelectorAll('.figures')].map((each) => Number(each.textContent))
    await expect.poll(() => counts().reduce((sum, each) => sum + each, 0)).toBe(total)

    await list.getByRole('row', { name: 'eu-lon' }).click()
    await expect.poll(() => search().get('where')).toContain("Space.Labels.Region = 'eu-lon'")
    await expect.element(panel).not.toBeInTheDocument()
  })

  it('of numbers have a middle, and a column that no condition asks for says so', async () => {
    const { search } = await showUnits('&cols=head,errors')
    await choose('Head', 'Values and counts…')
    await expect.element(page.getByText(/Least \d+, median [\d.]+, most \d+\./)).toBeVisible()
    await page
      .getByRole('button', { name: /^Exclude / })
      .first()
      .click()
    await expect.poll(() => search().get('where')).toContain('HeadRevisionNum != ')

    await choose('Failing checks', 'Values and counts…')
    await page.getByRole('grid', { name: 'Values of Failing checks' }).getByRole('row').first().click()
    await expect.element(page.getByText(/^Checks are counted here/)).toBeVisible()
  })
})
