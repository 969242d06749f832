'use client'

import { FilePen, PenLine } from 'lucide-react'
import Link from 'next/link'
import { buttonClass } from '#components/ui/button-class.ts'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { Environment } from '#components/ui/environment.tsx'
import { UnitWalk } from '#components/unit/unit-walk.tsx'
import { dimensionsOf } from '#lib/confighub/dimensions.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import { routes } from '#lib/url/routes.ts'

export function UnitHeader({ unit: { Unit, Space }, space }: { unit: ExtendedUnit; space: string }) {
  const { environment, derived } = dimensionsOf(Space ?? { Slug: space })
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-line border-b px-4 py-2.5">
      <h1 className="mono min-w-0 break-words">
        <Link
          href={routes.units({ where: `Space.Slug = '${space}'` })}
          className="font-normal text-muted underline-offset-2 hover:underline"
        >
          {space}
        </Link>
        <span className="font-normal text-muted">/</span>
        {Unit.Slug}
      </h1>
      <span className="text-sm">
        <Environment name={environment} isDerived={derived.environment} />
      </span>
      <UnitWalk unitId={Unit.UnitID} name={`${space}/${Unit.Slug}`} />
      <span className="ml-auto flex items-center gap-1.5">
        <CopyButton
          text={() => `${window.location.origin}${routes.unit(space, Unit.Slug)}`}
          label="Copy the link to this unit"
        />
        <Link
          href={routes.newChange({ units: [Unit.UnitID], patch: 'document' })}
          className={buttonClass('secondary', 'sm')}
        >
          <FilePen aria-hidden size={14} />
          Edit document
        </Link>
        <Link href={routes.newChange({ units: [Unit.UnitID] })} className={buttonClass('secondary', 'sm')}>
          <PenLine aria-hidden size={14} />
          Change…
        </Link>
      </span>
    </header>
  )
}
