import { useState } from 'react'
import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { perform } from '#components/testing/stage.tsx'
import { LineCheckbox } from '#components/ui/field/line-checkbox.tsx'

const box = page.getByRole('checkbox', { name: 'Write all units' })

it('is reached and pressed by key, says when it is neither, and shows that it has the focus', async () => {
  await perform(<PartlyChosen />, '/units')
  await expect.element(box).toBePartiallyChecked()

  await userEvent.keyboard('{Tab}')
  await expect.element(box).toHaveFocus()
  const mark = box.element().nextElementSibling
  expect(mark && getComputedStyle(mark).outlineStyle).toBe('solid')

  await userEvent.keyboard(' ')
  await expect.element(box).toBeChecked()
  await userEvent.keyboard(' ')
  await expect.element(box).not.toBeChecked()
  await expect.element(box).not.toBePartiallyChecked()

  await box.click()
  await expect.element(box).toBeChecked()
})

function PartlyChosen() {
  const [chosen, setChosen] = useState<boolean>()
  return (
    <LineCheckbox
      label="Write all units"
      isSelected={chosen === true}
      isIndeterminate={chosen === undefined}
      onChange={setChosen}
    />
  )
}
