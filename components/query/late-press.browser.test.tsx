import { useRef, useState } from 'react'
import { expect, it } from 'vitest'
import { type Locator, page } from 'vitest/browser'
import { QueryBar } from '#components/query/query-bar.tsx'
import { useQueryDraft } from '#components/query/query-draft.ts'
import type { QueryReading } from '#components/query/query-reading.ts'
import { readQuery } from '#components/query/read-query.ts'
import { perform } from '#components/testing/stage.tsx'

const read = (where: string) => readQuery({ where, data: '', type: '' })
const known = read("Slug = 'trade-service' AND HeadRevisionNum > 3")
const three = read("Slug = 'trade-service' AND HeadRevisionNum > 3 AND Labels.Team = 'fx'")
const other = read("Slug = 'trade-service' AND HeadRevisionNum > 4")

type Asked = (where: string) => void

function Bar({ name, reading, onAsk }: { name: string; reading: QueryReading; onAsk: Asked }) {
  const draft = useQueryDraft(reading, ({ where }) => onAsk(`${name}: ${where}`))
  return (
    <section aria-label={name}>
      <QueryBar ref={useRef(null)} draft={draft} known={{}} share={null} />
    </section>
  )
}

function Bars({ onAsk }: { onAsk: Asked }) {
  const [isLater, setIsLater] = useState(false)
  return (
    <>
      {!isLater && <Bar name="left" reading={known} onAsk={onAsk} />}
      <Bar name="moved on" reading={isLater ? other : known} onAsk={onAsk} />
      <Bar name="as it was" reading={known} onAsk={onAsk} />
      <Bar name="pressed twice" reading={three} onAsk={onAsk} />
      <button type="button" onClick={() => setIsLater(true)}>
        Later
      </button>
    </>
  )
}

/** At once, while the language is on its way. */
function press(name: string, within: Locator = page.elementLocator(document.body)): void {
  const button = within.getByRole('button', { name, exact: true }).element()
  if (button instanceof HTMLElement) button.click()
}

// The only test of this file, because the language comes once.
it('chips removed before the language came go once it is there, unless the page shows something else by then', async () => {
  const asked: string[] = []
  await perform(<Bars onAsk={(where) => asked.push(where)} />, '/units')
  await expect.element(page.getByRole('region', { name: 'as it was' })).toBeVisible()

  const bar = (name: string) => page.getByRole('region', { name, exact: true })
  for (const name of ['left', 'moved on', 'as it was', 'pressed twice'])
    press("Remove Slug = 'trade-service'", bar(name))
  press("Remove Labels.Team = 'fx'", bar('pressed twice'))
  press('Later')

  const left = ['as it was: HeadRevisionNum > 3', 'pressed twice: HeadRevisionNum > 3']
  await expect.poll(() => asked).toEqual(left)
})
