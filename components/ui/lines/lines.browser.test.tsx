import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { perform } from '#components/testing/stage.tsx'
import { Lines } from '#components/ui/lines/lines.tsx'

const items = Array.from({ length: 5000 }, (_, index) => `line ${index}`)
const list = page.getByRole('list', { name: 'Many lines' })

it('renders what comes into sight, and nothing of what is in sight already', async () => {
  const rendered: string[] = []
  await perform(
    <Lines label="Many lines" items={items} keyOf={(item) => item} lineHeight={35} className="h-80">
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
