import { isSeq, type ParsedNode } from 'yaml'
import {
  isJsonList,
  isJsonMap,
  type Json,
  type JsonMap,
  member,
  withMember,
  withoutMember,
} from '#lib/base/json.ts'
import { ok } from '#lib/base/result.ts'
import { budget, Scale, Tally, TooLarge } from '#lib/config/document/budget.ts'
import {
  inScope,
  type LoadedResource,
  type LoadedStream,
  loadStream,
  type Resource,
  type ResourceScope,
} from '#lib/config/document/document.ts'
import { type DocumentResult, fail, guarded } from '#lib/config/document/result.ts'
import { surprisesOf, surpriseText } from '#lib/config/document/surprises.ts'
import { type Operation, readOperation } from '#lib/config/patch/json-patch.ts'
import { mergeValue } from '#lib/config/patch/merge-value.ts'
import type { DocumentPatch } from '#lib/config/patch/patch.ts'
import { runOperations } from '#lib/config/patch/run-operations.ts'
import { setField } from '#lib/config/patch/set-fields.ts'
import type { DataPath } from '#lib/path/data-path.ts'
import { parsePath } from '#lib/path/parse-path.ts'

/** A patch that was read and checked once, to be applied to many resources in memory. */
export type ReadPatch = {
  readonly selects: (resource: Pick<Resource, 'resourceType' | 'resourceName'>) => boolean
  /** It names the type of a List itself, and not that of its items. */
  readonly namesList: boolean
  readonly run: (value: Json) => DocumentResult<Applied>
  /** What in its text is read as something else than it looks like. */
  readonly warnings?: readonly string[]
}

type Applied =
  | { readonly matched: true; readonly value: Json }
  /** The patch has nothing to apply to in this resource. */
  | { readonly matched: false; readonly reason: string }

/** A patch that is too large by itself is refused here, one that makes too much of a document when it runs. */
export function readPatch(patch: DocumentPatch): DocumentResult<ReadPatch> {
  const read = guarded(() => readKind(patch))
  if (!read.ok) return read
  const run = (value: Json) => guarded(() => read.value.run(value))
  return ok({ ...read.value, run })
}

function readKind(patch: DocumentPatch): DocumentResult<ReadPatch> {
  switch (patch.kind) {
    case 'set-fields':
      return readFields(patch)
    case 'merge':
      return readMerge(patch)
    case 'json':
      return readJson(patch)
    default:
      return patch satisfies never
  }
}

function readFields(patch: Extract<DocumentPatch, { kind: 'set-fields' }>): DocumentResult<ReadPatch> {
  if (patch.fields.length === 0) return fail('Name at least one field to set')
  const fields: { path: DataPath; text: string; value: Json }[] = []
  const given = new Scale('patch')
  const total = new Tally('patch')
  for (const [index, { path, value }] of patch.fields.entries()) {
    const parsed = parsePath(path)
    if (!parsed.ok) return fail(`${path || `Field ${index + 1}`}: ${parsed.error.message}`, parsed.error)
    total.add(given.sizeOf(value))
    if (parsed.value.segments.length > budget.levels) throw new TooLarge('patch', 'levels')
    fields.push({ path: parsed.value, text: path, value })
  }
  const run = (value: Json): DocumentResult<Applied> => {
    let current = value
    const written = new Tally('result')
    const notice = (each: Json) => written.add(given.sizeOf(each))
    for (const field of fields) {
      const set = setField(current, field.path, field.value, notice)
      if (!set.ok) return set
      // A patch is applied completely or not at all: one field without a place leaves the resource unchanged.
      if (set.value === undefined)
        return ok({ matched: false, reason: `${field.text} is not in this resource` })
      current = set.value
    }
    return ok({ matched: true, value: current })
  }
  return ok({
    selects: (resource) => inScope(resource, patch),
    namesList: isListType(patch.resourceType),
    run,
  })
}

function readMerge(patch: Extract<DocumentPatch, { kind: 'merge' }>): DocumentResult<ReadPatch> {
  const read = readOne(patch.text)
  if (!read.ok) return read
  const { resource, stream } = read.value
  if (!isJsonMap(resource.value)) {
    return fail('A merge patch is a map, as in "spec: {replicas: 5}"', positionOf(stream, resource))
  }
  const { scope, body } = takeScope(resource.value)
  const run = (value: Json): DocumentResult<Applied> => {
    const isKubernetes = isJsonMap(value) && typeof member(value, 'kind') === 'string'
    const merged = mergeValue(value, body, isKubernetes ? 'kubernetes' : 'replace')
    return merged.ok ? ok({ matched: true, value: merged.value }) : merged
  }
  const selects: ReadPatch['selects'] = (each) =>
    inScope(each, patch) && inScope(each, scope) && hasKind(each, scope)
  const namesList = [patch.resourceType, scope.resourceType, scope.kind].some(isListType)
  return ok({ selects, namesList, run, warnings: warningsOf(resource) })
}

function isListType(type: string | undefined): boolean {
  return type?.endsWith('List') ?? false
}

type PatchScope = ResourceScope & { readonly kind?: string }

/** `apiVersion`, `kind` and the name beside them say which resource is meant; they are not changes. */
function takeScope(patch: JsonMap): { scope: PatchScope; body: JsonMap } {
  const kind = member(patch, 'kind')
  if (typeof kind !== 'string') return { scope: {}, body: patch }
  const apiVersion = member(patch, 'apiVersion')
  const metadata = member(patch, 'metadata')
  const type = typeof apiVersion === 'string' ? { resourceType: `${apiVersion}/${kind}` } : { kind }
  const rest = withoutMember(withoutMember(patch, 'kind'), 'apiVersion')
  const name = isJsonMap(metadata) ? member(metadata, 'name') : undefined
  if (!isJsonMap(metadata) || typeof name !== 'string') return { scope: type, body: rest }
  const namespace = member(metadata, 'namespace')
  const left = withoutMember(withoutMember(metadata, 'name'), 'namespace')
  return {
    scope: { ...type, resourceName: typeof namespace === 'string' ? `${namespace}/${name}` : name },
    body: Object.keys(left).length > 0 ? withMember(rest, 'metadata', left) : withoutMember(rest, 'metadata'),
  }
}

function hasKind({ resourceType }: Pick<Resource, 'resourceType'>, { kind }: PatchScope): boolean {
  return kind === undefined || resourceType === kind || resourceType.endsWith(`/${kind}`)
}

function readJson(patch: Extract<DocumentPatch, { kind: 'json' }>): DocumentResult<ReadPatch> {
  const read = readOne(patch.text)
  if (!read.ok) return read
  const { resource, stream } = read.value
  if (!isJsonList(resource.value)) {
    return fail(
      'A JSON patch is a list, as in [{"op": "replace", "path": "/spec/replicas", "value": 5}]',
      positionOf(stream, resource),
    )
  }
  if (resource.value.length > budget.operations) throw new TooLarge('patch', 'operations')
  const operations: Operation[] = []
  for (const [index, entry] of resource.value.entries()) {
    const operation = readOperation(entry)
    if (typeof operation === 'string') {
      return fail(`Operation ${index + 1}: ${operation}`, positionOf(stream, resource, index))
    }
    operations.push(operation)
  }
  const run = (value: Json): DocumentResult<Applied> => {
    const done = runOperations(value, operations)
    if (done.ok) return ok({ matched: true, value: done.value })
    return done.error.reason === 'invalid'
      ? fail(done.error.message)
      : ok({ matched: false, reason: done.error.message })
  }
  return ok({
    selects: (each) => inScope(each, patch),
    namesList: isListType(patch.resourceType),
    run,
    warnings: warningsOf(resource),
  })
}

function warningsOf(resource: LoadedResource): string[] {
  const texts = surprisesOf(resource).map((each) => `In the patch, ${surpriseText(each)}`)
  return [...new Set(texts)].slice(0, 4)
}

function readOne(text: string): DocumentResult<{ resource: LoadedResource; stream: LoadedStream }> {
  const stream = loadStream(text, 'patch')
  if (!stream.ok) return stream
  const [resource, second] = stream.value.resources
  if (!resource) return fail('The patch is empty', { line: 1, column: 1 })
  if (second) return fail('Write one patch, not several documents', positionOf(stream.value, second))
  return ok({ resource, stream: stream.value })
}

function positionOf(stream: LoadedStream, resource: LoadedResource, item?: number) {
  const { contents } = resource.document
  const node = item !== undefined && isSeq(contents) ? (contents.items[item] as ParsedNode) : contents
  return stream.positionOf(node?.range[0] ?? 0)
}
