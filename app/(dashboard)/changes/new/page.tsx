import type { Metadata } from 'next'
import { Suspense } from 'react'
import { NewChangeScreen } from '#components/change/new-change-screen.tsx'
import { WorkspaceSkeleton } from '#components/change/workspace-skeleton.tsx'
import { AddressGate } from '#components/query/address-notice.tsx'

export const metadata: Metadata = { title: 'New change' }

export default function NewChangePage() {
  return (
    <Suspense fallback={<WorkspaceSkeleton title="New change" />}>
      <AddressGate page="newChange">
        <NewChangeScreen />
      </AddressGate>
    </Suspense>
  )
}
