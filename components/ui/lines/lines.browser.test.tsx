import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { perform } from '#components/testing/stage.tsx'
import { Lines } from '#components/ui/lines/lines.tsx'

const items = Array.from({ length: 5000 }, (_, index) => `line ${index}`)
const keyOf = (item: string) => item
const list = page.getByRole('list', { name: 'Many lines' })

it('renders what comes into sight, and nothing of what is in sight already', async () => {
  const rendered: string[] = []
  await perform(
    <Lines label="Many lines" items={items} keyOf={keyOf} lineHeight={35} className="h-80">
      {(item) => {
        rendered.push(item)
        return <p className="h-8.5">{item}</p>
      }}
    </Lines>,
    '/units',
  )
  await expect.element(list.getByText('line 0', { exact: true })).toBeVisible()
  const inSight = new Set(rendered)
  expect(inSight.size).toBeLessThan(60)
  rendered.length = 0

  list.element().parentElement?.scrollTo({ top: 5 * 35 })
  await expect.poll(() => rendered).toContain(`line ${inSight.size + 4}`)

  expect(rendered.filter((item) => inSight.has(item))).toEqual([])
})

it('keeps the focus on a line that is scrolled out of sight, and lets it go once it moves on', async () => {
  await perform(
    <Lines label="Many lines" items={items} keyOf={keyOf} lineHeight={35} className="h-80">
      {(item) => (
        <button type="button" className="h-8.5">
          {item}
        </button>
      )}
    </Lines>,
    '/units',
  )
  const first = list.getByRole('button', { name: 'line 0', exact: true })
  first.element().focus()
  const box = list.element().parentElement

  box?.scrollTo({ top: 2000 * 35 })
  await expect.element(list.getByRole('button', { name: 'line 2000', exact: true })).toBeVisible()
  await expect.element(first).toHaveFocus()

  list.getByRole('button', { name: 'line 2000', exact: true }).element().focus()
  box?.scrollTo({ top: 3000 * 35 })
  await expect.element(list.getByRole('button', { name: 'line 3000', exact: true })).toBeVisible()
  await expect.element(first).not.toBeInTheDocument()
  await expect.element(list.getByRole('button', { name: 'line 2000', exact: true })).toHaveFocus()
})
