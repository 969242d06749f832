import type { Metadata } from 'next'
import { searchingPage } from '#app/(dashboard)/changes/searching-page.tsx'
import { ComparedChanges } from '#components/change/compared-changes.tsx'

export const metadata: Metadata = { title: 'Changes compared' }

export default searchingPage('comparedChanges', <ComparedChanges />)
