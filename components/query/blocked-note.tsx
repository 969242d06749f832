import { type Blocked, blockedId } from '#components/query/blocked.ts'

/** Tells screen readers why the elements that refer to it are disabled. */
export function BlockedNote({ blocked }: { blocked: Blocked }) {
  if (blocked === undefined) return null
  return (
    <p id={blockedId} className="sr-only">
      {blocked}
    </p>
  )
}
