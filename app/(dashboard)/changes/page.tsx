import type { Metadata } from 'next'
import { searchingPage } from '#app/(dashboard)/changes/searching-page.tsx'
import { ChangesScreen } from '#components/change/changes-screen.tsx'

export const metadata: Metadata = { title: 'Changes' }

export default searchingPage('changes', <ChangesScreen />)
