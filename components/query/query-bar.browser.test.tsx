import { useQueryStates } from 'nuqs'
import { useRef } from 'react'
import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { QueryBar } from '#components/query/query-bar.tsx'
import { useQueryDraft } from '#components/query/query-draft.ts'
import { perform } from '#components/testing/stage.tsx'
import { unitsSearch } from '#lib/url/search-params.ts'

function Bar() {
  const [search, setSearch] = useQueryStates(unitsSearch)
  const draft = useQueryDraft(search, (fields) => void setSearch(fields))
  return <QueryBar ref={useRef(null)} draft={draft} known={{}} share={null}>rows</QueryBar>
}

it('chips become text', async () => {
  const stage = await perform(<Bar />, `/units?where=${encodeURIComponent("Slug = 'a'")}`)
  await page.getByRole('button', { name: 'Text', exact: true }).click()
  await expect.element(page.getByRole('combobox', { name: 'Query' })).toHaveValue("Slug = 'a'")
  expect(stage.search().get('where')).toBe("Slug = 'a'")
  await userEvent.keyboard('{Enter}')
})
