import Link from 'next/link'
import { routes } from '#lib/url/routes.ts'

/** On a phone the name of a unit has a line of its own, because the names of Spaces begin alike. */
const ownLine =
  'mono min-w-0 flex-1 truncate max-sm:basis-[calc(100%-2rem)] max-sm:whitespace-normal max-sm:break-words'

type Named = { readonly SpaceSlug: string; readonly Slug: string }

/** The name of a unit in a list, which leads to it. */
export function UnitLink({
  unit: { SpaceSlug, Slug },
  title,
  className = ownLine,
}: {
  unit: Named
  title?: string
  className?: string
}) {
  return (
    <Link
      href={routes.unit(SpaceSlug, Slug)}
      // Scrolling past a thousand units would load the pages of all of them.
      prefetch={false}
      title={title}
      className={`${className} underline-offset-2 hover:underline`}
    >
      <span className="text-muted">{SpaceSlug}/</span>
      {Slug}
    </Link>
  )
}

/** What a list says of a unit whose name cannot be read. */
export function LostUnit({ UnitID, title }: { UnitID: string; title?: string }) {
  return (
    <span className={ownLine} title={title}>
      {UnitID} <span className="text-muted">(deleted, or not visible to you)</span>
    </span>
  )
}
