import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { type AddressPageName, WithAddressNotice } from '#components/query/address-notice.tsx'
import { parseChangeId } from '#lib/url/routes.ts'

type ChangeIds = NonNullable<ReturnType<typeof parseChangeId>>

/** A page of one change, which the ids in its address name. */
export function changePage(page: AddressPageName, screen: (ids: ChangeIds) => ReactNode) {
  return async ({ params }: { params: Promise<{ id: string }> }) => {
    const ids = parseChangeId((await params).id)
    if (ids === undefined) notFound()
    return <WithAddressNotice page={page}>{screen(ids)}</WithAddressNotice>
  }
}
