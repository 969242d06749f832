'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { useKeys } from '#components/ui/keys.ts'
import { markSeen } from '#components/ui/state/seen-units.ts'
import { useWalk } from '#components/ui/state/unit-walk.ts'
import { WalkButtons } from '#components/ui/walk-buttons.tsx'
import { routes } from '#lib/url/routes.ts'

/** Where the unit stands in the query that it was opened from, and the way along it. */
export function UnitWalk({ unitId, name }: { unitId: string; name: string }) {
  const router = useRouter()
  const walk = useWalk(name)
  useEffect(() => markSeen(unitId), [unitId])
  // Replaces the history entry, so that going back leads to the list.
  const goTo = (other: string | undefined) => {
    if (other !== undefined) router.replace(addressOf(other))
  }
  useKeys('Unit', [
    {
      keys: 'n',
      label: 'Next unit of the query',
      when: () => walk !== undefined,
      run: () => goTo(walk?.next),
    },
    {
      keys: 'p',
      label: 'Previous unit of the query',
      when: () => walk !== undefined,
      run: () => goTo(walk?.previous),
    },
  ])
  if (walk === undefined) return null
  const { position, total, address, previous, next } = walk
  return (
    <nav aria-label="Units of the query" className="flex items-center gap-2">
      <Link
        href={routes.sameUnits(new URLSearchParams(address))}
        className="text-muted text-xs underline-offset-2 hover:underline"
      >
        Query
      </Link>
      <WalkButtons
        position={position}
        total={total}
        keys={['p', 'n']}
        onPrevious={previous === undefined ? undefined : () => goTo(previous)}
        onNext={next === undefined ? undefined : () => goTo(next)}
      />
    </nav>
  )
}

function addressOf(name: string) {
  const slash = name.indexOf('/')
  return routes.unit(name.slice(0, slash), name.slice(slash + 1))
}
