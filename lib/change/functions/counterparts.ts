import { wholeFromText } from '#lib/base/exact-number.ts'
import { isJsonMap, type Json } from '#lib/base/json.ts'
import { containerPath, inContainer, isAt, keyOf, keys, nameOf } from '#lib/change/functions/places.ts'
import type { PlainValue } from '#lib/change/functions/plain-value.ts'
import type { FunctionPatch } from '#lib/change/model.ts'
import { everyResource } from '#lib/change/preview/patch-reach.ts'
import type { DocumentPatch, SetFields } from '#lib/config/patch/patch.ts'
import type { Accessor, PathSegment } from '#lib/path/data-path.ts'
import { parsePath } from '#lib/path/parse-path.ts'
import { pathText } from '#lib/path/print-path.ts'

type Arguments = FunctionPatch['arguments']
type Value = Arguments[number]['value']
/** All that was given for a parameter, as text. */
type Given = (name: string) => readonly string[]

/** How a function and a patch are to one another. */
type Counterpart =
  | {
      /** What the function does that a patch does not; completes "set-replicas …". */
      readonly beyond: string
      /** The patch with the same values; undefined for values that only the function takes. */
      readonly patch: (given: Given) => DocumentPatch | undefined
      /** The call with the same value; undefined for a patch that does something else. */
      readonly call: (value: PlainValue) => Arguments | undefined
    }
  /** Why no patch does it; completes "Only a function does this: it …". */
  | { readonly only: string }

const finds = 'finds the container in workloads of every kind, also among the init containers'
const scalable = [
  'apps/v1/Deployment',
  'apps/v1/StatefulSet',
  'apps/v1/ReplicaSet',
  'v1/ReplicationController',
]

/** By name, the more telling first: a patch is what the first one says. */
export const counterparts: Readonly<Record<string, Counterpart>> = {
  'set-replicas': {
    beyond: 'reaches every kind of workload that has replicas, without naming one',
    patch: (given) =>
      setting({ at: keys('spec', 'replicas'), value: wholeFromText(first(given, 'replicas')) }),
    call: ({ path, value, resourceType }) =>
      isAt(path, 'spec', 'replicas') && isWhole(value) && isOneOf(scalable, resourceType)
        ? named({ replicas: value })
        : undefined,
  },
  'set-container-image-reference': image('reference', 'image-reference'),
  'set-container-repository-uri': image('uri', 'repository-uri'),
  'set-container-image': image(undefined, 'container-image'),
  'set-env-var': {
    beyond: `${finds}, and adds the variable where it is missing`,
    patch: (given) =>
      setting(variable(first(given, 'container-name'), first(given, 'env-var'), first(given, 'env-value'))),
    call: ({ path, value }) => {
      const { container, rest = [] } = inContainer(path) ?? {}
      const name = nameOf(rest[1])
      const isValue = rest.length === 3 && keyOf(rest[0]) === 'env' && keyOf(rest[2]) === 'value'
      return isValue && path.accessor === undefined && typeof value === 'string' && name !== '*'
        ? named({ 'container-name': container, 'env-var': name, 'env-value': value })
        : undefined
    },
  },
  'set-env': {
    beyond: `${finds}, adds variables that are missing, and removes those with an empty value`,
    patch: (given) => {
      const pairs = given('env-key-value').map((pair) => /^([^=]+)=([\s\S]+)$/.exec(pair))
      if (pairs.length === 0 || pairs.includes(null)) return undefined
      const container = first(given, 'container-name')
      return setting(...pairs.map((pair) => variable(container, pair?.[1] ?? '', pair?.[2] ?? '')))
    },
    // set-env-var says the same of one variable.
    call: () => undefined,
  },
  'set-label': ofMetadata('label', 'labels'),
  'set-annotation': ofMetadata('annotation', 'annotations'),
  'set-namespace': {
    beyond: 'also renames Namespaces and follows into the service accounts of bindings',
    patch: (given) => setting({ at: keys('metadata', 'namespace'), value: first(given, 'namespace-name') }),
    call: ({ path, value }) =>
      isAt(path, 'metadata', 'namespace') && typeof value === 'string'
        ? named({ 'namespace-name': value })
        : undefined,
  },
  'set-int-path': atPath(isWhole, wholeFromText),
  'set-bool-path': atPath(
    (value) => typeof value === 'boolean',
    (text) => text === 'true',
  ),
  'set-string-path': atPath((value) => typeof value === 'string', String),
  'delete-path': {
    beyond: 'takes a path with any kind of step, where a merge patch names keys and elements by name',
    patch: (given) => {
      const path = parsePath(first(given, 'path'))
      const nested = path.ok && path.value.accessor === undefined ? without(path.value.segments) : undefined
      return nested === undefined
        ? undefined
        : {
            kind: 'merge',
            text: JSON.stringify(nested, null, 2),
            resourceType: first(given, 'resource-type'),
          }
    },
    call: ({ path, value, resourceType }) =>
      value === null && resourceType !== undefined
        ? named({ 'resource-type': resourceType, path: pathText(path) })
        : undefined,
  },
  'set-image-reference-by-uri': {
    only: 'finds images by their repository, whatever their containers are called',
  },
  'set-image-registry-by-registry': { only: 'changes a part of each image, which differs from unit to unit' },
  'set-container-resources': { only: 'calculates limits from requests, and can raise or lower to them' },
  'search-replace': { only: 'changes parts of texts wherever they stand' },
  'set-template': { only: 'makes each value from the unit that gets it' },
  'upsert-resource': { only: 'adds whole resources to documents' },
  'delete-resource': { only: 'takes whole resources out of documents' },
  'set-attributes': { only: 'sets values in resources of several types at once' },
  'set-references-of-type': { only: 'knows which fields refer to a resource' },
  'set-hash': { only: 'computes a hash of what each document has' },
  'prune-configmaps': { only: 'compares resources with one another and deletes the older ones' },
}

const formerNames: Readonly<Record<string, string>> = {
  'set-image': 'set-container-image',
  'set-image-reference': 'set-container-image-reference',
  'set-image-uri': 'set-container-repository-uri',
}

/** Undefined for a function that Hubdeck does not know. */
export function counterpartOf(name: string): Counterpart | undefined {
  const known = formerNames[name] ?? name
  return Object.hasOwn(counterparts, known) ? counterparts[known] : undefined
}

function image(part: 'reference' | 'uri' | undefined, parameter: string): Counterpart {
  return {
    beyond: finds,
    patch: (given) => {
      const at = containerPath(first(given, 'container-name'), ...keys('image'))
      return setting({ at, value: first(given, parameter), part })
    },
    call: ({ path, value }) => {
      const { container, rest = [] } = inContainer(path) ?? {}
      const isImage = rest.length === 1 && keyOf(rest[0]) === 'image' && path.accessor === part
      if (!isImage || typeof value !== 'string') return undefined
      // The patch takes `v2` for a tag; the function wants its colon.
      const reference = part === 'reference' && !/^[:@]/.test(value) ? `:${value}` : value
      return named({ 'container-name': container, [parameter]: reference })
    },
  }
}

function ofMetadata(what: 'label' | 'annotation', field: string): Counterpart {
  return {
    beyond: 'sets it on every resource of a document',
    patch: (given) =>
      setting({
        at: keys('metadata', field, first(given, `${what}-key`)),
        value: first(given, `${what}-value`),
        resourceType: everyResource,
      }),
    call: ({ path, value }) => {
      const key = keyOf(path.segments[2]) ?? ''
      return isAt(path, 'metadata', field, key) && typeof value === 'string'
        ? named({ [`${what}-key`]: key, [`${what}-value`]: value })
        : undefined
    },
  }
}

function atPath(takes: (value: Json) => boolean, typed: (text: string) => Json): Counterpart {
  return {
    beyond: 'does the same as a field that is set; cub can repeat it',
    patch: (given) => {
      const field = { path: first(given, 'path'), value: typed(first(given, 'attribute-value')) }
      return { kind: 'set-fields', fields: [field], resourceType: first(given, 'resource-type') }
    },
    call: ({ path, value, resourceType }) =>
      takes(value) && value !== null && resourceType !== undefined && path.accessor === undefined
        ? named({ 'resource-type': resourceType, path: pathText(path), 'attribute-value': value })
        : undefined,
  }
}

type Place = { at: readonly PathSegment[]; value: Json; part?: Accessor | undefined; resourceType?: string }

function setting(...places: readonly Place[]): SetFields {
  const fields = places.map(({ at, value, part }) => ({
    path: pathText({ segments: at, ...(part && { accessor: part }) }),
    value,
  }))
  const resourceType = places[0]?.resourceType
  return { kind: 'set-fields', fields, ...(resourceType && { resourceType }) }
}

function variable(container: string, name: string, value: string): Place {
  const element: PathSegment = { kind: 'match', key: 'name', value: name }
  return { at: containerPath(container, ...keys('env'), element, ...keys('value')), value }
}

/** A merge patch that takes a place away; undefined where one cannot name it. */
function without(path: readonly PathSegment[]): Json | undefined {
  const [segment, ...rest] = path
  if (segment === undefined) return null
  const inside = without(rest)
  const key = keyOf(segment)
  if (inside === undefined) return undefined
  if (key !== undefined) return { [key]: inside }
  const name = nameOf(segment)
  return name === undefined || name === '*' || !isJsonMap(inside) ? undefined : [{ name, ...inside }]
}

function first(given: Given, name: string): string {
  return given(name)[0] ?? ''
}

function named(values: Readonly<Record<string, Value | undefined>>): Arguments {
  return Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]))
}

function isWhole(value: Json): value is number | bigint {
  return typeof value === 'bigint' || Number.isInteger(value)
}

function isOneOf(types: readonly string[], resourceType: string | undefined): boolean {
  return resourceType === undefined || types.includes(resourceType)
}
