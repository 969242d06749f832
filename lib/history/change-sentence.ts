import type { Json } from '#lib/base/json.ts'
import type { PathChange } from '#lib/config/compare/path-change.ts'
import { pathLabel } from '#lib/path/path-label.ts'

/**
 * The differences between two revisions in one sentence: `spec.replicas 3 → 5, trade-service image v1 → v2 and 2 more`.
 * Values appear as given, so they must be masked already.
 */
export function changeSentence(changes: readonly PathChange[], shown = 2): string {
  if (changes.length === 0) return 'Comments or formatting only'
  const texts = changes.slice(0, shown).map(changePhrase)
  const rest = changes.length - texts.length
  return rest > 0 ? `${texts.join(', ')} and ${rest} more` : texts.join(', ')
}

function changePhrase({ path, resourceType, resourceName, change, from, to }: PathChange): string {
  const kind = resourceType.slice(resourceType.lastIndexOf('/') + 1)
  const name = resourceName.slice(resourceName.indexOf('/') + 1)
  if (path === '') {
    const what = kind === '' ? 'the document' : `${kind} ${name}`.trim()
    return { Add: `added ${what}`, Delete: `removed ${what}`, Update: `rewrote ${what}` }[change]
  }
  const place = pathLabel(path)
  if (change === 'Add') return `added ${place}${isShort(to) ? ` ${text(to)}` : ''}`
  if (change === 'Delete') return `removed ${place}${isShort(from) ? ` (was ${text(from)})` : ''}`
  return isShort(from) && isShort(to) ? `${place} ${text(from)} → ${text(to)}` : `changed ${place}`
}

function isShort(value: Json | undefined): value is Json {
  return value !== undefined && (value === null || typeof value !== 'object') && text(value).length <= 80
}

function text(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
