import { isJsonMap } from '#lib/base/json.ts'
import { type Resource, readResources } from '#lib/config/document/document.ts'
import { withItems } from '#lib/config/document/list-items.ts'
import { convertedText, resourceOf } from '#lib/config/formats/documents.ts'
import { isYamlToolchain } from '#lib/config/formats/toolchain.ts'
import { type MaskOptions, maskConfig } from '#lib/config/mask/mask.ts'
import { shownScalar } from '#lib/server/work/value-cells.ts'
import type { DataTerm } from '#lib/where/ast.ts'
import { comparedValues, matchesData } from '#lib/where/match-data.ts'
import { parseWhereData } from '#lib/where/parse-data.ts'

export type ContentQuestion = {
  readonly text: string
  readonly toolchain?: string
  readonly whereData: string
  /** Empty or `*`: any. */
  readonly resourceType: string
}

/** What conditions say of the resources of the asked type; no secret is among the values. */
type ContentVerdicts = {
  readonly resources: readonly ResourceName[]
  /** For each condition in turn, those on which it holds first. */
  readonly terms: readonly (readonly ResourceVerdict[])[]
  /** How many more resources there are than are listed. */
  readonly otherResources: number
}

type ResourceName = {
  readonly type: string
  /** `default/web` */
  readonly name: string
}

type ResourceVerdict = ResourceName & {
  readonly holds: boolean
  readonly values: readonly string[]
  /** There are more values. */
  readonly hasMore: boolean
}

/** More are not read by anyone. */
const maxResources = 20
const maxValues = 5
const maxText = 120

/** Undefined when the document or the conditions cannot be read. */
export function contentVerdicts(
  { text, toolchain, whereData, resourceType }: ContentQuestion,
  options: MaskOptions = {},
): ContentVerdicts | undefined {
  const where = parseWhereData(whereData)
  const converted = convertedText(text, toolchain)
  if (!where.ok || !converted.ok) return undefined
  const plain = resourcesIn(converted.value, toolchain)
  const masked = resourcesIn(maskConfig(converted.value, options).text, toolchain)
  if (plain === undefined || masked?.length !== plain.length) return undefined
  const isAny = resourceType === '' || resourceType === '*'
  // Compared as they are, and shown masked.
  const pairs = plain.flatMap((resource, at) => {
    const shown = masked[at]
    return shown !== undefined && (isAny || resource.resourceType === resourceType)
      ? [{ resource, shown }]
      : []
  })
  return {
    resources: pairs.slice(0, maxResources).map(({ shown }) => nameOf(shown)),
    terms: where.value.terms.map((term) => verdictsOn(term, pairs)),
    otherResources: Math.max(0, pairs.length - maxResources),
  }
}

function verdictsOn(
  term: DataTerm,
  pairs: readonly { readonly resource: Resource; readonly shown: Resource }[],
): readonly ResourceVerdict[] {
  const judged = pairs.map((pair) => ({ ...pair, holds: matchesData({ terms: [term] }, pair.resource) }))
  const sorted = [...judged.filter(({ holds }) => holds), ...judged.filter(({ holds }) => !holds)]
  return sorted.slice(0, maxResources).map(({ shown, holds }) => {
    const values = comparedValues(term.path, shown)
    return {
      ...nameOf(shown),
      holds,
      values: values.slice(0, maxValues).map((value) => String(shownScalar(value, maxText).value)),
      hasMore: values.length > maxValues,
    }
  })
}

function nameOf({ resourceType, resourceName }: Resource): ResourceName {
  return { type: resourceType, name: resourceName }
}

function resourcesIn(text: string, toolchain: string | undefined) {
  const read = readResources(text)
  if (!read.ok) return undefined
  if (isYamlToolchain(toolchain)) return withItems(read.value)
  return withItems(read.value.map((each) => (isJsonMap(each.value) ? resourceOf(each.value) : each)))
}
