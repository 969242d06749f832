import { equalJson, type Json } from '#lib/base/json.ts'
import { visibleText } from '#lib/base/visible-text.ts'
import type { PathChange } from '#lib/config/compare/path-change.ts'
import type { Resource } from '#lib/config/document/document.ts'
import { comparableText } from '#lib/config/formats/documents.ts'
import type { MaskOptions } from '#lib/config/mask/mask.ts'
import { compareShown } from '#lib/config/mask/shown-changes.ts'
import type { ChangeDescription } from '#lib/history/change-description.ts'
import { changeSentence } from '#lib/history/change-sentence.ts'
import { readAccessor } from '#lib/path/image.ts'
import { readPath } from '#lib/path/walk.ts'

/**
 * Describes the difference between a revision and the one before; `before` is undefined for the first revision of a
 * unit.
 */
export function describeChange(
  before: string | undefined,
  after: string,
  options: MaskOptions = {},
  toolchain?: string,
): ChangeDescription {
  if (before === after) return { sentence: 'No change to the data' }
  const [old, fresh] = [comparableText(before ?? '', toolchain), comparableText(after, toolchain)]
  const compared = old.ok && fresh.ok ? compareShown(old.value, fresh.value, options) : undefined
  if (compared === undefined) return { unknown: 'unreadable' }
  if (before === undefined || before.trim() === '')
    return { sentence: visibleText(firstSentence(before, compared.after)) }
  const changes = compared.changes.map(withShortImage).sort((a, b) => weight(a) - weight(b))
  const note = imageNote(changes, compared.before, compared.after)
  return { sentence: visibleText(`${changeSentence(changes)}${note}`) }
}

function firstSentence(before: string | undefined, resources: readonly Resource[]): string {
  const what = before === undefined ? 'Created' : 'First document'
  if (resources.length === 0) return before === undefined ? 'Created, without a document' : what
  const names = resources.slice(0, 2).map(({ resourceType, resourceName }) => {
    const name = resourceName.slice(resourceName.indexOf('/') + 1)
    return `${resourceType.slice(resourceType.lastIndexOf('/') + 1)} ${name}`.trim()
  })
  const rest = resources.length - names.length
  return `${what}: ${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

/** A sentence has room for two changes. Images and replicas come first, metadata last. */
function weight({ path }: PathChange): number {
  if (path.endsWith('.image')) return 0
  if (path === 'spec.replicas') return 1
  return path.startsWith('metadata.') ? 3 : 2
}

/** `:v1 → :v2` where an image comes from the same place as before. */
function withShortImage(change: PathChange): PathChange {
  const { path, from, to } = change
  if (!path.endsWith('.image') || typeof from !== 'string' || typeof to !== 'string') return change
  if (readAccessor(from, 'uri') !== readAccessor(to, 'uri')) return change
  const [old, fresh] = [readAccessor(from, 'reference'), readAccessor(to, 'reference')]
  return old === '' || fresh === '' ? change : { ...change, from: old, to: fresh }
}

/** Mentions an unchanged image, so that scaling is not mistaken for a rollout. */
function imageNote(changes: readonly PathChange[], old: readonly Resource[], fresh: readonly Resource[]) {
  if (!changes.some(({ path }) => path === 'spec.replicas')) return ''
  const [before, after] = [old, fresh].map((resources) => resources.flatMap(imagesOf))
  return before !== undefined && before.length > 0 && equalJson(before, after ?? [])
    ? ', image unchanged'
    : ''
}

function imagesOf({ value }: Resource): Json[] {
  return readPath(value, 'spec.template.spec.containers.*.image').map((found) => found.value)
}
