import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { EvidenceScreen } from '#components/change/evidence/evidence-screen.tsx'
import { WithAddressNotice } from '#components/query/address-notice.tsx'
import { parseChangeId } from '#lib/url/routes.ts'

export const metadata: Metadata = { title: 'Evidence of a change' }

export default async function EvidencePage({ params }: { params: Promise<{ id: string }> }) {
  const ids = parseChangeId((await params).id)
  if (ids === undefined) notFound()
  return (
    <WithAddressNotice page="evidence">
      <EvidenceScreen {...ids} />
    </WithAddressNotice>
  )
}
