import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ChangeScreen } from '#components/change/change-screen.tsx'
import { WithAddressNotice } from '#components/query/address-notice.tsx'
import { parseChangeId } from '#lib/url/routes.ts'

export const metadata: Metadata = { title: 'Change' }

export default async function ChangePage({ params }: { params: Promise<{ id: string }> }) {
  const ids = parseChangeId((await params).id)
  if (ids === undefined) notFound()
  return (
    <WithAddressNotice page="change">
      <ChangeScreen tagId={ids.tagId} />
    </WithAddressNotice>
  )
}
