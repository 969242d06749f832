import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { UnitsScreen } from '#components/explorer/units-screen.tsx'
import { perform } from '#components/testing/stage.tsx'

const where = "Slug = 'trade-service' AND Space.Slug LIKE '%prod%'"
const unknown = '0f4e7a52-1111-4222-8333-944455566677'

async function showUnits(rest: string) {
  const { search } = await perform(<UnitsScreen />, `/units?where=${encodeURIComponent(where)}${rest}`)
  await expect.element(page.getByRole('row').nth(1)).toBeVisible()
  return (name: string) => search().get(name)
}

const button = (name: string | RegExp) => page.getByRole('button', { name })
const item = (name: string | RegExp) => page.getByRole('menuitem', { name })

async function choose(opener: string | RegExp, entry: string | RegExp): Promise<void> {
  await button(opener).click()
  await item(entry).click()
}

async function chooseDensity(density: string): Promise<void> {
  await button(/^Density/).click()
  await page.getByRole('menuitemradio', { name: density }).click()
}

it('a view is saved, edited, gone back to, replaced and deleted, and the query stays', async () => {
  const name = `Heads ${crypto.randomUUID()}`
  const parameter = await showUnits('&cols=space,head&sort=-head&widths=300+space')
  await choose('Views', /^Save as a new view…/)
  const dialog = page.getByRole('dialog', { name: 'Save this view' })
  await expect.element(dialog.getByText(/^Unit, Space, Head · .*sort: Head descending$/)).toBeVisible()
  await expect.element(dialog.getByText(/^The query is not part of it/)).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
  await dialog.getByRole('button', { name: /Space$/ }).click()
  await page.getByRole('option', { name: /-traderx-dev$/ }).click()
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  const ofView = new RegExp(`^${name}`)
  const own = button(ofView)
  await expect.element(own).toHaveTextContent(name)
  await expect.element(own).toHaveFocus()
  const look = parameter('look')

  await chooseDensity('compact')
  await expect.element(own).toHaveTextContent(`${name}edited: density`)
  await choose(ofView, /^Go back to/)
  await expect.poll(() => parameter('density')).toBe(null)
  expect([parameter('where'), parameter('sort'), parameter('widths')]).toEqual([where, '-head', '300 space'])
  expect(parameter('cols')).toBe('unit,space,head')

  await chooseDensity('relaxed')
  await own.click()
  await expect.element(item(/^Replace/).getByText('Edited: density')).toBeVisible()
  await item(/^Replace/).click()
  await expect.element(page.getByRole('row', { name: 'density as usual relaxed' })).toBeVisible()
  await button('Replace').click()
  await expect.poll(() => own.element().textContent).toBe(name)
  expect(parameter('look')).toBe(look)

  await own.click()
  await expect.element(item(ofView).getByText(/the query stays/)).toBeVisible()
  await item(/^Delete/).click()
  await button('Delete the view').click()
  await expect.element(button('Views')).toBeVisible()
  await expect.poll(() => [parameter('look'), parameter('density')]).toEqual([null, 'relaxed'])
})

it('an address whose view is gone keeps the look, and its name can be dropped', async () => {
  const parameter = await showUnits(`&cols=head&look=${unknown}`)
  await choose('Views', /^Drop the name of a saved view/)
  await expect.poll(() => parameter('look')).toBe(null)
  expect(parameter('cols')).toBe('head')
})
