import type { Metadata } from 'next'
import { Suspense } from 'react'
import { ComparedChanges } from '#components/change/compared-changes.tsx'
import { WithAddressNotice } from '#components/query/address-notice.tsx'

export const metadata: Metadata = { title: 'Changes compared' }

export default function CompareChangesPage() {
  return (
    <Suspense>
      <WithAddressNotice page="comparedChanges">
        <ComparedChanges />
      </WithAddressNotice>
    </Suspense>
  )
}
