import type { Parameter } from '#hub/functions/function.ts'
import { isJsonMap, type Json, type JsonMap } from '#lib/base/json.ts'
import { resourceOf } from '#lib/config/formats/documents.ts'

/** Parameters that several functions have. */
export const containerName: Parameter = {
  ParameterName: 'container-name',
  DataType: 'string',
  Description: 'Name of the container, or * for all',
  Required: true,
  Regexp: '^(\\*|[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)$',
  Example: 'main',
}

export const resourceType: Parameter = {
  ParameterName: 'resource-type',
  DataType: 'string',
  Description: 'Resource type, for example apps/v1/Deployment, or * for any',
  Required: true,
  Example: 'apps/v1/Deployment',
}

export const path: Parameter = {
  ParameterName: 'path',
  DataType: 'string',
  Description: 'Path of the field; ?name=value and * name list items, ~1 is a dot inside a key',
  Required: true,
  Example: 'spec.replicas',
}

/** Whether the resource-type argument means this resource; without one, every resource is meant. */
export function isOfType(
  type: unknown,
  { resourceType, value }: { readonly resourceType: string; readonly value: Json },
): boolean {
  if (type === undefined || type === '*' || type === resourceType) return true
  return resourceType.startsWith('AppConfig/') && isJsonMap(value) && type === schemaOf(value)
}

/** The name of an application configuration's schema, which ConfigHub treats as its type. */
function schemaOf(value: JsonMap): string {
  return resourceOf(value).resourceType || 'NoSchema'
}
