import type { UseQueryResult } from '@tanstack/react-query'
import { seenText, unseenText, valuesText } from '#components/query/paths/seen-text.ts'
import { Button } from '#components/ui/button.tsx'
import { count } from '#lib/base/plural.ts'
import type { ValueColumn } from '#lib/confighub/values.ts'
import { parseFilterPath } from '#lib/path/parse-path.ts'
import type { PathsResponse, SeenPath } from '#lib/rows/paths-wire.ts'
import { knownFor, nearestKnown } from '#lib/where/paths/seen-paths.ts'

/** What is known about a typed path. Its line is always there, so that nothing moves while one types. */
export function PathStanding({
  catalogue,
  value,
  onTake,
}: {
  catalogue: UseQueryResult<PathsResponse>
  value: ValueColumn
  onTake: (seen: SeenPath) => void
}) {
  const { text, nearest } = standingOf(catalogue, value)
  return (
    <div role="status" className="flex min-h-6 flex-wrap items-center gap-2 text-muted text-xs">
      <p className="min-w-0 [overflow-wrap:anywhere]">{text}</p>
      {nearest && (
        <Button size="sm" onPress={() => onTake(nearest)}>
          Use {nearest.path}
        </Button>
      )}
    </div>
  )
}

type Standing = { readonly text: string; readonly nearest?: SeenPath | undefined }

function standingOf(
  { data, isError }: UseQueryResult<PathsResponse>,
  { resourceType, path }: ValueColumn,
): Standing {
  const parsed = path === '' ? undefined : parseFilterPath(path)
  if (parsed?.ok === false) return { text: `${parsed.error.message}.` }
  if (data === undefined) {
    return { text: isError ? 'Which paths there are is unknown: they could not be read.' : 'Reading paths…' }
  }
  const { paths, read } = data
  const units = `${count(read, 'unit')} read${data.isSample ? ', a sample of those that match' : ''}`
  if (path === '') return { text: `${count(paths.length + data.otherPaths, 'path')} in ${units}.` }
  // Pseudo attributes are in no document.
  if (path.startsWith('ConfigHub.')) return { text: 'About the resource itself.' }
  const known = knownFor(paths, resourceType, path)
  const [first] = known
  if (first !== undefined) {
    const each = known.map((seen) => `${seenText(seen.units, read)} (${seen.resourceType})`).join(', ')
    return { text: `In ${each}; ${valuesText(first)}.` }
  }
  if (data.otherPaths > 0) return { text: `Not among the ${count(paths.length, 'path')} most units have.` }
  return {
    text: unseenText(data) ?? `In none of the ${units}.`,
    nearest: nearestKnown(paths, resourceType, path),
  }
}
