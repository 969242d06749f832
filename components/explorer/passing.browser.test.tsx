import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { UnitsScreen } from '#components/explorer/units-screen.tsx'
import { perform } from '#components/testing/stage.tsx'

const grid = page.getByRole('grid', { name: 'Units' })

/** The cells of the column of Spaces in the lines from this one on. */
function spacesFrom(line: number): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[role=row][data-row]')]
    .filter(({ ariaRowIndex }) => Number(ariaRowIndex) > line)
    .flatMap((row) => row.querySelector<HTMLElement>('[role=gridcell][aria-colindex="3"]') ?? [])
}

const isClipped = (cell: HTMLElement) => getComputedStyle(cell).overflowX === 'hidden'
const isCut = ({ textContent }: HTMLElement) => textContent?.endsWith('…') === true

/** The last line that is drawn, once those beyond the edges of the window have followed the others. */
async function lastDrawn(): Promise<number> {
  const last = () => Math.max(...spacesFrom(0).map((cell) => Number(cell.parentElement?.ariaRowIndex)))
  let before = Number.NaN
  await expect
    .poll(
      () => {
        const isSame = last() === before
        before = last()
        return isSame
      },
      { interval: 500 },
    )
    .toBe(true)
  return before
}

it('lines that pass by have no more of a text than one sees and clip nothing; at rest they have all of it', async () => {
  await perform(<UnitsScreen />, '/units?where=&cols=space,head&widths=100+space')
  await expect.poll(() => spacesFrom(0).length).toBeGreaterThan(20)
  expect(spacesFrom(0).some(isClipped)).toBe(true)
  expect(spacesFrom(0).some(isCut)).toBe(false)
  const last = await lastDrawn()

  const passing = new Promise<{ cut: boolean; clipped: boolean }>((resolve) => {
    const look = () => {
      const cells = spacesFrom(last)
      resolve({ cut: cells.some(isCut), clipped: cells.some(isClipped) })
    }
    // After the grid's own listener, which draws the lines.
    grid.element().addEventListener('scroll', look, { once: true })
  })
  grid.element().scrollTo({ top: last * 32 })
  expect(await passing).toEqual({ cut: true, clipped: false })

  await expect.poll(() => spacesFrom(last).some(isCut)).toBe(false)
  expect(spacesFrom(last).some(isClipped)).toBe(true)
})

it('the line that the cursor comes to has all of its text at once, because it is read out', async () => {
  await perform(<UnitsScreen />, '/units?where=&cols=space,head&widths=100+space')
  await expect.poll(() => spacesFrom(0).length).toBeGreaterThan(20)
  const element = grid.element()
  if (element instanceof HTMLElement) element.focus()

  const passing = new Promise<{ own: boolean; others: boolean }>((resolve) => {
    const look = () => {
      const cells = spacesFrom(0)
      const active = document.getElementById(grid.element().getAttribute('aria-activedescendant') ?? '')
      const own = cells.filter((cell) => cell.parentElement === active?.parentElement)
      if (own.length === 0) return
      grid.element().removeEventListener('scroll', look)
      resolve({ own: own.some(isCut), others: cells.some(isCut) })
    }
    grid.element().addEventListener('scroll', look)
  })
  await userEvent.keyboard('{Control>}{End}{/Control}')
  expect(await passing).toEqual({ own: false, others: true })
})
