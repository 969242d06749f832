import type { Metadata } from 'next'
import { UnitScreen } from '#components/unit/unit-screen.tsx'

type Params = { params: Promise<{ space: string; unit: string }> }

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { space, unit } = await params
  return { title: `${decodeURIComponent(space)}/${decodeURIComponent(unit)}` }
}

export default async function UnitPage({ params }: Params) {
  const { space, unit } = await params
  return <UnitScreen space={decodeURIComponent(space)} unit={decodeURIComponent(unit)} />
}
