import type { Metadata } from 'next'
import { UnitsScreen } from '#components/explorer/units-screen.tsx'

export const metadata: Metadata = { title: 'Units' }

export default function UnitsPage() {
  return <UnitsScreen />
}
