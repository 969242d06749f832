'use client'

import { FileCheck } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { buttonClass } from '#components/ui/button-class.ts'
import { useKeys } from '#components/ui/keys.ts'
import type { ChangeRecord } from '#lib/change/record/change-record.ts'
import { routes } from '#lib/url/routes.ts'

/** Leads to the evidence of a change that wrote something. */
export function EvidenceLink({ change: { SpaceID, TagID, units } }: { change: ChangeRecord }) {
  const router = useRouter()
  const href = routes.evidence(SpaceID, TagID)
  const hasWritten = units.some(
    ({ revision, metadata, state }) =>
      revision !== undefined || (metadata !== undefined && (state === 'written' || state === 'moved-on')),
  )
  useKeys('This change', [
    {
      keys: 'e',
      label: 'Show the evidence of this change',
      run: () => router.push(href),
      when: () => hasWritten,
      isAction: true,
    },
  ])
  if (!hasWritten) return null
  return (
    <Link href={href} prefetch={false} className={buttonClass('secondary')}>
      <FileCheck aria-hidden size={14} />
      Evidence
    </Link>
  )
}
