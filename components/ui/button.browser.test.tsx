import { useState } from 'react'
import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { perform } from '#components/testing/stage.tsx'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuItem, MenuTrigger } from '#components/ui/overlay/menu.tsx'
import { Tooltip } from '#components/ui/overlay/tooltip.tsx'

const fruit = (
  <MenuTrigger>
    <Button>Fruit</Button>
    <Menu aria-label="Fruit">
      <MenuItem>Apple</MenuItem>
      <MenuItem>Pear</MenuItem>
    </Menu>
  </MenuTrigger>
)
const button = page.getByRole('button', { name: 'Fruit' })
const menu = page.getByRole('menu', { name: 'Fruit' })

it('a menu opens at its first entry by Enter, at its last by the arrow up, and gives the focus back', async () => {
  await perform(fruit, '/units')
  button.element().focus()
  for (const [key, entry] of [
    ['{Enter}', 'Apple'],
    ['{ArrowDown}', 'Apple'],
    ['{ArrowUp}', 'Pear'],
  ] as const) {
    await userEvent.keyboard(key)
    await expect.element(page.getByRole('menuitem', { name: entry })).toHaveFocus()
    await expect.element(button).toHaveAttribute('aria-expanded', 'true')
    await userEvent.keyboard('{Escape}')
    await expect.element(menu).not.toBeInTheDocument()
    await expect.element(button).toHaveFocus()
  }
})

it('a menu opens when the mouse goes down, and has the focus when a screen reader presses', async () => {
  await perform(fruit, '/units')
  button.element().dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true }))
  await expect.element(menu).toBeVisible()
  await userEvent.keyboard('{Escape}')
  await expect.element(menu).not.toBeInTheDocument()
  await expect.element(button).toHaveFocus()

  button.element().dispatchEvent(new MouseEvent('click', { bubbles: true }))
  await expect.poll(() => menu.query()?.contains(document.activeElement)).toBe(true)
})

it('a key that is held down presses once', async () => {
  await perform(<Presses />, '/units')
  page.getByRole('button').element().focus()
  await userEvent.keyboard('{Enter>5/}')
  await expect.element(page.getByRole('button')).toHaveTextContent('Pressed 1')
})

it('a tooltip describes its button while the keyboard is on it', async () => {
  await perform(
    <Tooltip text="Reads all again">
      <Button aria-label="Refresh" />
    </Tooltip>,
    '/units',
  )
  await userEvent.tab()
  await expect.element(page.getByRole('button')).toHaveAccessibleDescription('Reads all again')
  await userEvent.keyboard('{Escape}')
  await expect.element(page.getByRole('tooltip')).not.toBeInTheDocument()
})

function Presses() {
  const [count, setCount] = useState(0)
  return <Button onPress={() => setCount((before) => before + 1)}>Pressed {count}</Button>
}
