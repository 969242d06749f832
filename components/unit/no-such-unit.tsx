import { FileQuestion } from 'lucide-react'
import Link from 'next/link'
import { buttonClass } from '#components/ui/button-class.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { routes } from '#lib/url/routes.ts'

const slugPattern = /^[\w.-]+$/

/** Shown for a unit that does not exist, with places where it may be found. */
export function NoSuchUnit({ space, unit }: { space: string; unit: string }) {
  return (
    <>
      <h1 className="sr-only">
        No unit {space}/{unit}
      </h1>
      <EmptyState
        icon={<FileQuestion aria-hidden size={28} />}
        title="Unit not found"
        action={
          <>
            {slugPattern.test(unit) && (
              <Link href={routes.units({ where: `Slug = '${unit}'` })} className={buttonClass('primary')}>
                Units called {unit}
              </Link>
            )}
            {slugPattern.test(space) && (
              <Link href={routes.units({ where: `Space.Slug = '${space}'` })} className={buttonClass()}>
                Units of this space
              </Link>
            )}
            <Link href={routes.units()} className={buttonClass('quiet')}>
              All units
            </Link>
          </>
        }
      >
        <p className="mono break-all text-ink">
          {space}/{unit}
        </p>
        <p className="mt-1">
          It was deleted or renamed, the address is mistyped, or your account may not see it.
        </p>
      </EmptyState>
    </>
  )
}
