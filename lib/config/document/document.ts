import { isJsonMap, type Json, member } from '#lib/base/json.ts'
import { ok } from '#lib/base/result.ts'
import { type Measured, roomFor, Tally } from '#lib/config/document/budget.ts'
import { UnreadableNode, type ValueReader, valueReader } from '#lib/config/document/node-value.ts'
import { type DocumentResult, fail, guarded } from '#lib/config/document/result.ts'
import { parseStream, type Reading, type YamlDocument, type YamlStream } from '#lib/config/document/stream.ts'

/** Which resources of a document a patch touches; both absent means every resource. */
export type ResourceScope = {
  /** `apps/v1/Deployment`; exact. */
  readonly resourceType?: string
  /** `<namespace>/<name>` or just `<name>`. */
  readonly resourceName?: string
}

/** One non-empty document of a stream. `kind: List` stays one resource. */
export type Resource = {
  /** Place among the resources of the text, from 0. */
  readonly index: number
  /** `apps/v1/Deployment`; empty for documents without `kind` (AppConfig YAML). */
  readonly resourceType: string
  /** `<namespace>/<name>`, `/<name>` without namespace, empty without a name. */
  readonly resourceName: string
  readonly value: Json
}

/** Resources with the document they were read from, for the text edits. */
export type LoadedResource = Resource & { readonly document: YamlDocument; readonly reader: ValueReader }

export type LoadedStream = YamlStream & { readonly resources: readonly LoadedResource[] }

/** A write parses a document several times, which takes long for large ones. */
const recent = new Map<string, DocumentResult<readonly Resource[]>>()
const remembered = 3
const worthIt = 16_384

export function readResources(text: string): DocumentResult<readonly Resource[]> {
  if (text.length < worthIt) return readFresh(text)
  const read = recent.get(text) ?? readFresh(text)
  recent.delete(text)
  recent.set(text, read)
  for (const oldest of [...recent.keys()].slice(0, -remembered)) recent.delete(oldest)
  return read
}

function readFresh(text: string): DocumentResult<readonly Resource[]> {
  return guarded(() => {
    const loaded = loadStream(text)
    if (!loaded.ok) return loaded
    return ok(
      loaded.value.resources.map(({ index, resourceType, resourceName, value }) => ({
        index,
        resourceType,
        resourceName,
        value,
      })),
    )
  })
}

/** Throws `TooLarge` for a text that is too large, also after expanding its aliases. */
export function loadStream(
  text: string,
  what: Measured = 'document',
  reading: Reading = 'by-kind',
): DocumentResult<LoadedStream> {
  const stream = parseStream(text, what, reading)
  if (!stream.ok) return stream
  const resources: LoadedResource[] = []
  const size = new Tally(what, roomFor(text.length))
  for (const document of stream.value.documents) {
    const reader = valueReader(document, what, roomFor(text.length))
    try {
      const value = reader.valueOf(document.contents)
      size.add(reader.sizeOf(document.contents))
      // An empty document is not a resource: `---` twice in a row is common in generated streams.
      if (value === null) continue
      resources.push({ index: resources.length, ...identityOf(value), value, document, reader })
    } catch (error) {
      if (error instanceof UnreadableNode) return fail(error.message, stream.value.positionOf(error.offset))
      throw error
    }
  }
  return ok({ ...stream.value, resources })
}

export function identityOf(value: Json): { resourceType: string; resourceName: string } {
  if (!isJsonMap(value)) return { resourceType: '', resourceName: '' }
  const apiVersion = member(value, 'apiVersion')
  const kind = member(value, 'kind')
  const metadata = member(value, 'metadata')
  const name = isJsonMap(metadata) ? member(metadata, 'name') : undefined
  const namespace = isJsonMap(metadata) ? member(metadata, 'namespace') : undefined
  return {
    resourceType:
      typeof kind === 'string' ? (typeof apiVersion === 'string' ? `${apiVersion}/${kind}` : kind) : '',
    resourceName: typeof name === 'string' ? `${typeof namespace === 'string' ? namespace : ''}/${name}` : '',
  }
}

/** A name without `/` means that name in any namespace. */
export function inScope(
  resource: Pick<Resource, 'resourceType' | 'resourceName'>,
  scope: ResourceScope,
): boolean {
  const { resourceType, resourceName } = scope
  if (resourceType && resourceType !== '*' && resourceType !== resource.resourceType) return false
  if (!resourceName) return true
  if (resourceName.includes('/')) return resourceName === resource.resourceName
  return resource.resourceName.slice(resource.resourceName.indexOf('/') + 1) === resourceName
}
