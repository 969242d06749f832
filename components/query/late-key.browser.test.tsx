import { useEffect, useRef } from 'react'
import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { QueryBar } from '#components/query/query-bar.tsx'
import { useQueryDraft } from '#components/query/query-draft.ts'
import type { QueryBarHandle } from '#components/query/use-bar-focus.ts'
import { useReading } from '#components/query/use-reading.ts'
import { perform } from '#components/testing/stage.tsx'

const fields = { where: "Slug = 'trade-service'", data: '', type: '', computed: '' }

/** A bar whose key is pressed while the language is on its way. */
function Bar() {
  const bar = useRef<QueryBarHandle>(null)
  const draft = useQueryDraft(useReading(fields), () => undefined)
  useEffect(() => bar.current?.addFilter(), [])
  return <QueryBar ref={bar} draft={draft} known={{}} share={null} />
}

// The only test of this file, because the language comes once.
it('a filter asked for before the language came is begun once it is there', async () => {
  await perform(<Bar />, '/units')

  await expect.element(page.getByRole('dialog', { name: 'New filter' })).toBeVisible()
})
