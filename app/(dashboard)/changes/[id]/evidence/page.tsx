import type { Metadata } from 'next'
import { changePage } from '#app/(dashboard)/changes/[id]/change-page.tsx'
import { EvidenceScreen } from '#components/change/evidence/evidence-screen.tsx'

export const metadata: Metadata = { title: 'Evidence of a change' }

export default changePage('evidence', (ids) => <EvidenceScreen {...ids} />)
