import type { Metadata } from 'next'
import { WithAddressNotice } from '#components/query/address-notice.tsx'
import { UnitScreen } from '#components/unit/unit-screen.tsx'

type Params = { params: Promise<{ space: string; unit: string }> }

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { space, unit } = await params
  return { title: `${decodeURIComponent(space)}/${decodeURIComponent(unit)}` }
}

export default async function UnitPage({ params }: Params) {
  const { space, unit } = await params
  return (
    <WithAddressNotice page="unit">
      <UnitScreen space={decodeURIComponent(space)} unit={decodeURIComponent(unit)} />
    </WithAddressNotice>
  )
}
