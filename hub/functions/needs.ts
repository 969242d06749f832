import { attributeValue, readEach } from '#hub/functions/edit.ts'
import { type HubFunction, reading } from '#hub/functions/function.ts'
import { isPlaceholder } from '#hub/functions/placeholders.ts'
import { nameReferences } from '#hub/functions/references.ts'
import { hostIn, urlParts, urlPlaces } from '#hub/functions/url-places.ts'
import { isJsonMap, type Json } from '#lib/base/json.ts'
import type { Resource } from '#lib/config/document/document.ts'
import { readPath } from '#lib/path/walk.ts'

/** What a place takes: the name of a resource of a type, the host name of a Service, or its port. */
export type Wanted =
  | { readonly kind: 'name'; readonly of: string }
  | { readonly kind: 'hostname' }
  /** `service` = the name of the Service beside it. */
  | { readonly kind: 'port'; readonly service: Json }

/** A place whose value belongs to another resource. */
export type NeedingPlace = {
  readonly path: string
  /** A part of the text at `path`: `#hostname` or `#port` of an address. */
  readonly part?: 'hostname' | 'port'
  readonly value: Json
  readonly wants: Wanted
}

/** A value that other resources may take. */
export type ProvidedValue = {
  readonly resource: Resource
  readonly path: string
  readonly value: string | number
  readonly gives: { readonly kind: 'name' | 'hostname' } | { readonly kind: 'port'; readonly service: string }
}

const portNumbers: Readonly<Record<string, readonly (readonly [pattern: string, service: string])[]>> = {
  'networking.k8s.io/v1/Ingress': [
    ['spec.defaultBackend.service', 'port.number'],
    ['spec.rules.*.http.paths.*.backend.service', 'port.number'],
  ],
  'gateway.networking.k8s.io/v1/HTTPRoute': [['spec.rules.*.backendRefs.*', 'port']],
}

/** Every such place of a resource, filled in or not, always in the same order. */
export function needingPlaces(resource: Resource): NeedingPlace[] {
  return [
    ...nameReferences(resource).map(
      ({ path, value, names }): NeedingPlace => ({ path, value, wants: { kind: 'name', of: names } }),
    ),
    ...(portNumbers[resource.resourceType] ?? []).flatMap(([pattern, port]) =>
      readPath(resource.value, pattern).flatMap(({ path, value: backend }) =>
        readPath(backend, port).map(
          (found): NeedingPlace => ({
            path: `${path}.${found.path}`,
            value: found.value,
            wants: { kind: 'port', service: isJsonMap(backend) ? (backend.name ?? null) : null },
          }),
        ),
      ),
    ),
    ...urlPlaces(resource).flatMap(({ path, value }) => addressPlaces(path, value)),
  ]
}

function addressPlaces(path: string, text: string): NeedingPlace[] {
  const { host, port } = urlParts(text) ?? {}
  if (host === undefined) return []
  return [
    { path, part: 'hostname', value: host, wants: { kind: 'hostname' } },
    ...(port === undefined
      ? []
      : [
          {
            path,
            part: 'port' as const,
            value: Number(port),
            wants: { kind: 'port' as const, service: hostIn(host) },
          },
        ]),
  ]
}

export function isOpen({ value }: NeedingPlace): boolean {
  return isPlaceholder(value)
}

/** What a resource provides to others: its name, and for a Service its host name and ports. */
export function providedValues(resource: Resource): ProvidedValue[] {
  const { resourceType, value } = resource
  const [name] = readPath(value, 'metadata.name')
  if (resourceType === '' || typeof name?.value !== 'string' || isPlaceholder(name.value)) return []
  const own = { resource, path: name.path, value: name.value }
  if (resourceType !== 'v1/Service') return [{ ...own, gives: { kind: 'name' } }]
  const ports = readPath(value, 'spec.ports.*.port').flatMap(({ path, value: port }): ProvidedValue[] =>
    typeof port === 'number' && !isPlaceholder(port)
      ? [{ resource, path, value: port, gives: { kind: 'port', service: own.value } }]
      : [],
  )
  return [{ ...own, gives: { kind: 'name' } }, { ...own, gives: { kind: 'hostname' } }, ...ports]
}

/** Whether a value is of the kind that a place accepts. */
export function fits({ wants }: NeedingPlace, { gives, resource }: ProvidedValue): boolean {
  if (wants.kind === 'name') return gives.kind === 'name' && resource.resourceType === wants.of
  if (wants.kind === 'hostname') return gives.kind === 'hostname'
  if (gives.kind !== 'port') return false
  return typeof wants.service !== 'string' || isPlaceholder(wants.service) || wants.service === gives.service
}

export function attributeOf({ kind }: { readonly kind: Wanted['kind'] }): string {
  return kind === 'name' ? 'resource-name' : kind
}

export function printedPath({ path, part }: NeedingPlace): string {
  return part === undefined ? path : `${path}#${part}`
}

export const needs: HubFunction[] = [
  {
    signature: reading({
      FunctionName: 'get-needed',
      Description:
        'Get every place that still takes a value from another resource: namespaces, names, host names and ports of Services',
      Parameters: [],
    }),
    run: (input) =>
      readEach(input, (resource) =>
        needingPlaces(resource)
          .filter(isOpen)
          .map((place) => ({
            path: printedPath(place),
            value: place.value,
            attribute: attributeOf(place.wants),
            dataType: typeof place.value === 'number' ? 'int' : 'string',
          })),
      ),
  },
  {
    signature: reading({
      FunctionName: 'get-provided',
      Description: 'Get every value that other resources may take: names, host names and ports of Services',
      Parameters: [],
    }),
    run: (input) => ({
      kind: 'read',
      values: input.resources.flatMap((resource) =>
        providedValues(resource).map(({ path, value, gives }) =>
          attributeValue(resource, {
            path,
            value,
            attribute: attributeOf(gives),
            dataType: typeof value === 'number' ? 'int' : 'string',
          }),
        ),
      ),
    }),
  },
]
