import { type ReactNode, Suspense } from 'react'
import { type AddressPageName, WithAddressNotice } from '#components/query/address-notice.tsx'

/** A page of changes that its address finds; only the browser reads that part of it. */
export function searchingPage(page: AddressPageName, screen: ReactNode) {
  return () => (
    <Suspense>
      <WithAddressNotice page={page}>{screen}</WithAddressNotice>
    </Suspense>
  )
}
