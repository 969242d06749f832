import { resourceFormat } from '#hub/store/resource-format.ts'
import { isJsonList, isJsonMap, type Json, type JsonMap } from '#lib/base/json.ts'
import { ok } from '#lib/base/result.ts'
import { type Resource, readResources } from '#lib/config/document/document.ts'
import { withItems } from '#lib/config/document/list-items.ts'
import { type DocumentResult, fail } from '#lib/config/document/result.ts'
import { readFormat, resourceOf } from '#lib/config/formats/documents.ts'
import { jsonProblem } from '#lib/config/formats/json.ts'
import { formatOf } from '#lib/config/formats/toolchain.ts'

/** Levels of maps and lists in a resource. Kubernetes' own deepest types have about forty. */
const maxDepth = 200

/**
 * The resources of a document, with the items of a List separately. A resource nested too deeply to be processed counts
 * as unreadable; older hubs have stored such documents.
 */
export function readShallow(
  text: string,
  toolchain = 'Kubernetes/YAML',
): DocumentResult<readonly Resource[]> {
  const { kind } = formatOf(toolchain)
  if (kind === 'json' && text.trim() !== '') {
    const problem = jsonProblem(text)
    if (problem !== undefined) return fail(problem.message, problem)
  }
  if (resourceFormat(toolchain) !== '') return readConfig(text, toolchain)
  const read = readResources(text)
  if (!read.ok) return read
  const deep = read.value.find(({ value }) => isTooDeep(value))
  if (deep !== undefined) return fail(tooDeep)
  return ok(withItems(read.value).map(({ whole: _, at: __, ...resource }) => resource))
}

/** A document of application configuration is one resource, which ConfigHub identifies by two names in it. */
function readConfig(text: string, toolchain: string): DocumentResult<readonly Resource[]> {
  const read = readFormat(text, toolchain)
  if (!read.ok) return read
  if (isTooDeep(read.value.converted)) return fail(tooDeep)
  const resource = resourceOf(read.value.converted)
  return ok(text.trim() === '' ? [] : [{ ...resource, ...namedConfig(resource) }])
}

/** ConfigHub's names for application configuration that does not name its schema or itself. */
export function namedConfig({ resourceType, resourceName }: Pick<Resource, 'resourceType' | 'resourceName'>) {
  return { resourceType: resourceType || 'NoSchema', resourceName: resourceName || 'NoName' }
}

export const tooDeep = `it is nested more than ${maxDepth} levels deep`

/** Without recursion, because the value may have any depth. */
export function isTooDeep(value: Json): boolean {
  let level: readonly Json[] = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth) return true
    level = level.flatMap((each) => (isNested(each) ? Object.values<Json>(each).filter(isNested) : []))
  }
  return false
}

function isNested(value: Json): value is JsonMap | readonly Json[] {
  return isJsonMap(value) || isJsonList(value)
}
