import { useState } from 'react'
import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { useKeys } from '#components/ui/keys.ts'

it('keeps what is typed before the field that a key leads to has the focus, and runs no shortcut by it', async () => {
  const ran: string[] = []
  await render(<Late onExport={() => ran.push('e')} />)
  await userEvent.keyboard('fen v')
  await page.getByRole('button', { name: 'Let it come' }).click()
  await expect.element(page.getByRole('textbox')).toHaveValue('en v')
  expect(ran).toEqual([])
})

function Late({ onExport }: { onExport: () => void }) {
  const [step, setStep] = useState<'closed' | 'asked' | 'open'>('closed')
  useKeys('Test', [
    { keys: 'f', label: 'Find', run: () => setStep('asked'), leadsToField: true },
    { keys: 'e', label: 'Export', run: onExport },
  ])
  return (
    <>
      {step === 'asked' && (
        <button type="button" onClick={() => setStep('open')}>
          Let it come
        </button>
      )}
      {step === 'open' && <input ref={(field) => field?.focus()} aria-label="Find" />}
    </>
  )
}
