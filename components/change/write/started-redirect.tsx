'use client'

import { LoaderCircle } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent } from 'react'
import { routes } from '#lib/url/routes.ts'

/** The page was loaded again while its change was being written: the record knows how far it came. */
export function StartedRedirect({
  started,
  onLeave,
}: {
  started: { spaceId: string; tagId: string }
  onLeave: () => void
}) {
  const router = useRouter()
  const leave = useEffectEvent(() => {
    onLeave()
    router.replace(routes.change(started.spaceId, started.tagId))
  })
  useEffect(() => leave(), [])
  return (
    <p role="status" className="flex items-center gap-2 p-6 text-muted">
      <LoaderCircle aria-hidden size={16} className="animate-spin" />
      This change is being written. Opening its record…
    </p>
  )
}
