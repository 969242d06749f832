import type { Metadata } from 'next'
import { PairsScreen } from '#components/explorer/pairs-screen.tsx'

export const metadata: Metadata = { title: 'A and B compared' }

export default function PairsPage() {
  return <PairsScreen />
}
