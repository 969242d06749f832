import type { Metadata } from 'next'
import { ChangesScreen } from '#components/change/changes-screen.tsx'

export const metadata: Metadata = { title: 'Changes' }

export default function ChangesPage() {
  return <ChangesScreen />
}
