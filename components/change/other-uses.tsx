'use client'

import { Copy, GitCompareArrows } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { usablePatch } from '#components/change/record/usable-patch.ts'
import { Button } from '#components/ui/button.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { lazily, useHasBeen } from '#components/ui/lazily.tsx'
import type { ChangeRecord } from '#lib/change/record/change-record.ts'
import { routes } from '#lib/url/routes.ts'

const UseElsewhere = lazily('UseElsewhere', () => import('#components/change/use-elsewhere.tsx'))

/** What else a change is good for: its patch for other units, and a comparison with another change. */
export function OtherUses({ change }: { change: ChangeRecord }) {
  const [isOpen, setIsOpen] = useState(false)
  const isUsed = useHasBeen(isOpen)
  return (
    <div className="flex flex-wrap gap-2">
      {usablePatch(change) !== undefined && (
        <Button size="sm" onPress={() => setIsOpen(true)}>
          <Copy aria-hidden size={14} />
          Use on another query…
        </Button>
      )}
      <Link href={routes.compareChanges({ a: change.TagID })} className={buttonClass('secondary', 'sm')}>
        <GitCompareArrows aria-hidden size={14} />
        Compare…
      </Link>
      {isUsed && <UseElsewhere change={change} isOpen={isOpen} onOpenChange={setIsOpen} />}
    </div>
  )
}
