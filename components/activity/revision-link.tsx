import Link from 'next/link'
import type { ExtendedRevision } from '#lib/confighub/schema/entities.ts'
import { routes } from '#lib/url/routes.ts'

/** `unit r12` over its space, leading to what that revision changed. */
export function RevisionLink({ revision: { Revision, Unit, Space } }: { revision: ExtendedRevision }) {
  const spaceSlug = Space?.Slug ?? Revision.SpaceSlug
  const unitSlug = Unit?.Slug ?? Revision.UnitSlug
  if (spaceSlug === undefined || unitSlug === undefined)
    return <span className="mono min-w-0 truncate text-muted">{Revision.UnitID}</span>
  const search = Revision.RevisionNum > 1 ? { from: Revision.RevisionNum - 1, to: Revision.RevisionNum } : {}
  return (
    <Link
      href={routes.unit(spaceSlug, unitSlug, search)}
      className="group/link mono min-w-0 flex-1"
      title={`${spaceSlug}/${unitSlug}`}
    >
      <span className="block [overflow-wrap:anywhere]">
        <span className="text-accent underline-offset-2 group-hover/link:underline">{unitSlug}</span>{' '}
        <span className="text-muted">r{Revision.RevisionNum}</span>
      </span>
      <span className="block text-muted text-xs [overflow-wrap:anywhere]">{spaceSlug}</span>
    </Link>
  )
}
