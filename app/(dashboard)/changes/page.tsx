import type { Metadata } from 'next'
import { Suspense } from 'react'
import { ChangesScreen } from '#components/change/changes-screen.tsx'
import { WithAddressNotice } from '#components/query/address-notice.tsx'

export const metadata: Metadata = { title: 'Changes' }

export default function ChangesPage() {
  return (
    <Suspense>
      <WithAddressNotice page="changes">
        <ChangesScreen />
      </WithAddressNotice>
    </Suspense>
  )
}
