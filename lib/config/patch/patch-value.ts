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
import type { Reading } from '#lib/config/document/stream.ts'
import { surprisesOf, surpriseText } from '#lib/config/document/surprises.ts'
import type { CustomShapes } from '#lib/config/patch/custom-shapes.ts'
import {
  conditionProblem,
  isCased,
  type TakenCases,
  valuesFor,
  valuesOf,
} from '#lib/config/patch/field-cases.ts'
import { type ChangeTerms, changeOf, changeProblem } from '#lib/config/patch/field-change.ts'
import { type Operation, readOperation } from '#lib/config/patch/json-patch.ts'
import { mergeValue } from '#lib/config/patch/merge-value.ts'
import type { CasedField, DocumentPatch, FieldPatch, PatchOf, SetFields } from '#lib/config/patch/patch.ts'
import { runOperations } from '#lib/config/patch/run-operations.ts'
import { changeField, setField } from '#lib/config/patch/set-fields.ts'
import type { DataPath } from '#lib/path/data-path.ts'
import { parsePath } from '#lib/path/parse-path.ts'

/** A patch that was read and checked once, to be applied to many resources in memory. */
export type ReadPatch = {
  readonly selects: (resource: Pick<Resource, 'resourceType' | 'resourceName'>) => boolean
  /** It names the type of a List itself, and not that of its items. */
  readonly namesList: boolean
  readonly run: (value: Json, known?: KnownOfDocument) => DocumentResult<Applied>
  /** Why it selects no resource at all: no value of it is meant for the unit. */
  readonly unmeant?: string
  /** What in its text is read as something else than it looks like, for resources of Kubernetes. */
  readonly warnings?: readonly string[]
}

/** What the document of a resource says beyond its values. */
type KnownOfDocument = {
  /** What its own definitions say of the lists of custom resources. */
  readonly customShapes: CustomShapes
  /** Values that are not exactly those that are written. */
  readonly rounded: () => ReadonlySet<Json>
}

type Applied =
  | { readonly matched: true; readonly value: Json; readonly notes?: readonly string[] }
  /** The patch has nothing to apply to in this resource. */
  | { readonly matched: false; readonly reason: string }

/**
 * A patch that is too large by itself is refused here, one that makes too much of a document when it runs. With cases,
 * it is read for the units that they are taken for.
 */
export function readPatch(patch: DocumentPatch, taken: TakenCases = []): DocumentResult<ReadPatch> {
  const read = guarded(() => readKind(patch, taken))
  if (!read.ok) return read
  const run: ReadPatch['run'] = (value, known) => guarded(() => read.value.run(value, known))
  return ok({ ...read.value, run })
}

function readKind(patch: DocumentPatch, taken: TakenCases): DocumentResult<ReadPatch> {
  switch (patch.kind) {
    case 'set-fields':
      return readFields(patch, taken)
    case 'merge':
      return readByTarget((reading) => readMerge(patch, reading))
    case 'json':
      return readByTarget((reading) => readJson(patch, reading))
    default:
      return patch satisfies never
  }
}

/** A text means other values in application configuration than in a resource of Kubernetes. */
function readByTarget(read: (reading: Reading) => DocumentResult<ReadPatch>): DocumentResult<ReadPatch> {
  const manifest = read('kubernetes')
  if (!manifest.ok || manifest.value.warnings === undefined) return manifest
  const config = read('core')
  if (!config.ok) return config
  return ok({
    ...manifest.value,
    run: (value, known) => (isResource(value) ? manifest : config).value.run(value, known),
  })
}

function isResource(value: Json): boolean {
  return isJsonMap(value) && typeof member(value, 'kind') === 'string'
}

function readFields(patch: SetFields, taken: TakenCases): DocumentResult<ReadPatch> {
  if (patch.fields.length === 0) return fail('Name at least one field to set')
  const fields: ReadField[] = []
  const given = new Scale('patch')
  const total = new Tally('patch')
  const values = valuesFor(patch.fields, taken)
  for (const [index, field] of patch.fields.entries()) {
    const { path, how } = field
    const parsed = parsePath(path)
    if (!parsed.ok) return fail(`${path || `Field ${index + 1}`}: ${parsed.error.message}`, parsed.error)
    if (parsed.value.segments.length > budget.levels) throw new TooLarge('patch', 'levels')
    for (const each of valuesOf(field)) total.add(given.sizeOf(each))
    const problem = fieldProblem(field, parsed.value)
    if (problem !== undefined) return fail(`${path}: ${problem}`)
    const value = values[index]
    if (value !== undefined) fields.push({ path, value, ...(how && { how }), at: parsed.value })
  }
  const run: ReadPatch['run'] = (value, known) => {
    let current = value
    const written = new Tally('result')
    const notice = (each: Json) => written.add(given.sizeOf(each))
    for (const field of fields) {
      const set = changed(current, field, { notice, rounded: known?.rounded ?? noneRounded })
      if (!set.ok) return set
      // A patch is applied completely or not at all: one field without a place leaves the resource unchanged.
      if (set.value === undefined)
        return ok({ matched: false, reason: `${field.path} is not in this resource` })
      current = set.value
    }
    return ok({ matched: true, value: current })
  }
  const isMeant = fields.length > 0
  return ok({
    selects: (resource) => isMeant && inScope(resource, patch),
    namesList: isListType(patch.resourceType),
    run,
    ...(isMeant ? {} : { unmeant }),
  })
}

const unmeant = 'No case is for this unit, and there is no value for the others.'

/** Why a field can be changed in this way in no unit. */
function fieldProblem(field: FieldPatch | CasedField, at: DataPath): string | undefined {
  const { path, how } = field
  const conditions = isCased(field) ? field.cases.map(({ when }) => conditionProblem(when)) : []
  const changes = valuesOf(field).map((value) => changeProblem({ path, value, ...(how && { how }) }, at))
  return [...conditions, ...changes].find((problem) => problem !== undefined)
}

type ReadField = FieldPatch & { readonly at: DataPath }

function changed(current: Json, { at, how, value }: ReadField, terms: ChangeTerms) {
  return how === undefined
    ? setField(current, at, value, terms.notice)
    : changeField(current, at, changeOf({ how, value }, terms))
}

const none: ReadonlySet<Json> = new Set()
/** Formats other than YAML read a number that is not exact as text. */
const noneRounded = () => none

const mustBeMap = 'A merge patch is a map, as in "spec: {replicas: 5}"'
const mustBeList = 'A JSON patch is a list, as in [{"op": "replace", "path": "/spec/replicas", "value": 5}]'

function readMerge(patch: PatchOf<'merge'>, reading: Reading): DocumentResult<ReadPatch> {
  const read = readOne(patch.text, reading, isJsonMap, mustBeMap)
  if (!read.ok) return read
  const { resource, value } = read.value
  const { scope, body } = takeScope(value)
  const run: ReadPatch['run'] = (value, known) => {
    const merged = mergeValue(value, body, known?.customShapes)
    return merged.ok ? ok({ matched: true, ...merged.value }) : merged
  }
  const selects: ReadPatch['selects'] = (each) =>
    inScope(each, patch) && inScope(each, scope) && hasKind(each, scope)
  const namesList = [patch.resourceType, scope.resourceType, scope.kind].some(isListType)
  return ok({ selects, namesList, run, ...warningsOf(resource) })
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

function readJson(patch: PatchOf<'json'>, reading: Reading): DocumentResult<ReadPatch> {
  const read = readOne(patch.text, reading, isJsonList, mustBeList)
  if (!read.ok) return read
  const { resource, stream, value: entries } = read.value
  if (entries.length > budget.operations) throw new TooLarge('patch', 'operations')
  const operations: Operation[] = []
  for (const [index, entry] of entries.entries()) {
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
    ...warningsOf(resource),
  })
}

function warningsOf(resource: LoadedResource): Pick<ReadPatch, 'warnings'> {
  const texts = surprisesOf(resource).map((each) => `In the patch, ${surpriseText(each)}`)
  return texts.length === 0 ? {} : { warnings: [...new Set(texts)].slice(0, maxWarnings) }
}

/** A person reads only a few. */
const maxWarnings = 4

/** The one resource that the text of a patch is, if it is what such a patch must be. */
function readOne<T extends Json>(
  text: string,
  reading: Reading,
  isRight: (value: Json) => value is T,
  mustBe: string,
): DocumentResult<{ resource: LoadedResource; stream: LoadedStream; value: T }> {
  const stream = loadStream(text, 'patch', reading)
  if (!stream.ok) return stream
  const [resource, second] = stream.value.resources
  if (!resource) return fail('The patch is empty', { line: 1, column: 1 })
  if (second) return fail('Write one patch, not several documents', positionOf(stream.value, second))
  const { value } = resource
  if (!isRight(value)) return fail(mustBe, positionOf(stream.value, resource))
  return ok({ resource, stream: stream.value, value })
}

function positionOf(stream: LoadedStream, resource: LoadedResource, item?: number) {
  const { contents } = resource.document
  const node = item !== undefined && isSeq(contents) ? (contents.items[item] as ParsedNode) : contents
  return stream.positionOf(node?.range[0] ?? 0)
}
