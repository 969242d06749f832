import type { Metadata } from 'next'
import { changePage } from '#app/(dashboard)/changes/[id]/change-page.tsx'
import { ChangeScreen } from '#components/change/change-screen.tsx'

export const metadata: Metadata = { title: 'Change' }

export default changePage('change', ({ tagId }) => <ChangeScreen tagId={tagId} />)
