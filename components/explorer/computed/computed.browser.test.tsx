import { afterEach, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { UnitsScreen } from '#components/explorer/units-screen.tsx'
import { perform } from '#components/testing/stage.tsx'

const send = window.fetch
afterEach(() => {
  window.fetch = send
})

const grid = page.getByRole('grid', { name: 'Units' })
const query = page.getByRole('combobox', { name: 'Query' })
const computedHere = page.getByRole('status').filter({ hasText: 'computed here from' })
const chip = page.getByRole('button', { name: /^computed here: get-replicas\(\)/ })
const where = "Slug = 'trade-service'"
const rowCount = () => Number(grid.element().getAttribute('aria-rowcount')) - 1
const addressOf = (rest: Record<string, string>) => `/units?${new URLSearchParams({ where, ...rest })}`

it('a condition on a function that is typed among the others is computed here, and a change reaches its rows by their ids', async () => {
  const { search, visited } = await perform(<UnitsScreen />, addressOf({}))
  await expect.element(grid).toBeVisible()
  const all = rowCount()
  await page.getByRole('button', { name: 'Text', exact: true }).click()
  await query.fill(`${where} AND get-replicas() < 3`)
  await page.getByRole('button', { name: 'Move it to what is computed here' }).click()

  await expect.element(computedHere).toHaveTextContent(`computed here from ${all} units`)
  expect(search().get('where')).toBe(where)
  expect(search().get('computed')).toBe('get-replicas() < 3')
  const left = rowCount()
  expect(left).toBeGreaterThan(0)
  expect(left).toBeLessThan(all)

  await page.getByRole('button', { name: 'Chips', exact: true }).click()
  await expect.element(chip).toBeVisible()
  grid.element().focus()
  await userEvent.keyboard('c')
  await expect.poll(() => visited.length).toBe(1)
  const change = new URL(visited[0] ?? '', 'http://hubdeck').searchParams
  expect(change.get('units')?.split(',')).toHaveLength(left)
  expect(change.get('computed')).toBe('get-replicas() < 3')
})

it('is chosen like any other filter, edited, and dropped when nothing meets it', async () => {
  const { search } = await perform(<UnitsScreen />, addressOf({}))
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.getByRole('combobox', { name: 'Attribute or path' }).fill('get-repl')
  await page.getByRole('option', { name: /^get-replicas\(\)/ }).click()
  await page.getByRole('combobox', { name: 'Value' }).fill('987')
  await page.getByRole('button', { name: 'Add filter' }).click()

  await expect.element(page.getByText('No unit is known to match this query')).toBeVisible()
  expect(search().get('computed')).toBe('get-replicas() = 987')
  await expect.element(chip).toHaveAccessibleName(/987/)
  await page.getByRole('button', { name: 'Drop it' }).click()
  await expect.element(grid).toBeVisible()
  expect(search().get('computed')).toBe(null)
  await expect.poll(() => document.activeElement?.tagName).not.toBe('BODY')
})

it('a function that needs arguments waits for them', async () => {
  const { search } = await perform(<UnitsScreen />, addressOf({}))
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  const subject = page.getByRole('combobox', { name: 'Attribute or path' })
  await subject.fill('get-env')
  await page.getByRole('option', { name: /^get-env-var\(.*container-name, env-var/ }).click()
  await expect.element(subject).toHaveValue('get-env-var(')
  await userEvent.keyboard('{End}trade-service LOG_LEVEL){Enter}')
  await expect.element(page.getByRole('combobox', { name: 'Value' })).toHaveFocus()
  await userEvent.keyboard('debug')
  await page.getByRole('button', { name: 'Add filter' }).click()
  await expect.poll(() => search().get('computed')).toBe("get-env-var(trade-service LOG_LEVEL) = 'debug'")
})

it('a unit of which the answer is unknown is counted, and named with the reason', async () => {
  window.fetch = async (input, init) => {
    const answer = await send(input, init)
    if (!String(input).endsWith('/api/rows')) return answer
    const unknown = { id: 'a', slug: 'web', space: 'prod', reason: 'get-replicas(): no such container' }
    const text = (await answer.text()).replace(
      '"unknown":0,"named":[]',
      `"unknown":1,"named":[${JSON.stringify(unknown)}]`,
    )
    return new Response(text, answer)
  }
  await perform(<UnitsScreen />, addressOf({ computed: 'get-replicas() > 0' }))
  await page.getByRole('button', { name: '1 unknown' }).click()
  const list = page.getByRole('dialog', { name: 'Units of which the answer is unknown' })
  await expect.element(list.getByRole('link', { name: 'prod/web' })).toBeVisible()
  await expect.element(list.getByText(/no such container/)).toBeVisible()
})

it('rows that break off are said to be not all, and nothing is said to be still computed', async () => {
  window.fetch = async (input, init) => {
    const answer = await send(input, init)
    if (!String(input).endsWith('/api/rows')) return answer
    const lines = (await answer.text()).split('\n').filter((line) => !line.includes('"event":"end"'))
    return new Response(lines.join('\n'), answer)
  }
  await perform(<UnitsScreen />, addressOf({ computed: 'get-replicas() > 0' }))
  await expect.element(page.getByText(/was not computed of all units: the rows broke off/)).toBeVisible()
  await expect.element(page.getByText(/^Computing get-replicas/)).not.toBeInTheDocument()
})

it('a file of what is computed is one of the whole query, which says what is unknown, unless units are picked', async () => {
  const asked: { computed?: string; unitIds?: string[] }[] = []
  window.fetch = async (input, init) => {
    if (!String(input).endsWith('/api/rows/export')) return send(input, init)
    asked.push(JSON.parse(String(init?.body)))
    return Response.json({ message: 'not now' }, { status: 503 })
  }
  await perform(<UnitsScreen />, addressOf({ computed: 'get-replicas() < 3' }))
  await expect.element(computedHere).toBeVisible()
  grid.element().focus()
  await userEvent.keyboard('e')
  await expect.poll(() => asked).toHaveLength(1)
  expect(asked[0]).toMatchObject({ computed: 'get-replicas() < 3' })
  expect(asked[0]?.unitIds).toBeUndefined()
  await expect.element(page.getByText('not now')).toBeVisible()

  await userEvent.keyboard('jx')
  await expect.element(page.getByRole('row', { selected: true })).toBeVisible()
  await userEvent.keyboard('e')
  await expect.poll(() => asked).toHaveLength(2)
  expect(asked[1]?.unitIds).toHaveLength(1)
})

it('an address whose condition cannot be read asks for nothing, and says why', async () => {
  await perform(<UnitsScreen />, addressOf({ computed: 'get-replicas() <' }))
  await expect.element(page.getByText('This query is not valid')).toBeVisible()
  const field = page.getByRole('combobox', { name: 'Conditions computed here' })
  await expect.element(field).toHaveAccessibleDescription(/needs a value/)
  await field.fill('get-replicas() < 3')
  await userEvent.keyboard('{Enter}')
  await expect.element(computedHere).toBeVisible()
})
