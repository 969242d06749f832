import { type Blocked, blockedId } from '#components/query/blocked.ts'

/** Says to screen readers why what points here is disabled. */
export function BlockedNote({ blocked }: { blocked: Blocked }) {
  if (blocked === undefined) return null
  return (
    <p id={blockedId} className="sr-only">
      {blocked}
    </p>
  )
}
