import type { Metadata } from 'next'
import { createLoader } from 'nuqs/server'
import { sessionOfPage } from '#app/session-of-page.ts'
import { UnitsScreen } from '#components/explorer/units-screen.tsx'
import { readQuery } from '#components/query/read-query.ts'
import { unitsSearch } from '#lib/url/search-params.ts'

export const metadata: Metadata = { title: 'Units' }

const loadSearch = createLoader(unitsSearch)

/**
 * The query is read here, so that the first rows wait neither for the language nor for their request. Nothing is read for
 * people who are not signed in: the layout shows them another page, but this one is rendered as well.
 */
export default async function UnitsPage({ searchParams }: PageProps<'/units'>) {
  if ((await sessionOfPage()) === undefined) return null
  const { where, data, type, computed } = await loadSearch(searchParams)
  return <UnitsScreen reading={readQuery({ where, data, type, computed })} />
}
