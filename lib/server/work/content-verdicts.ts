import { isJsonMap } from '#lib/base/json.ts'
import { readResources } from '#lib/config/document/document.ts'
import { withItems } from '#lib/config/document/list-items.ts'
import { convertedText, resourceOf } from '#lib/config/formats/documents.ts'
import { isYamlToolchain } from '#lib/config/formats/toolchain.ts'
import { type MaskOptions, maskConfig } from '#lib/config/mask/mask.ts'
import { shownScalar } from '#lib/server/work/value-cells.ts'
import { comparedValues, matchesData } from '#lib/where/match-data.ts'
import { parseWhereData } from '#lib/where/parse-data.ts'

export type ContentQuestion = {
  readonly text: string
  readonly toolchain?: string
  readonly whereData: string
  /** Empty or `*`: any. */
  readonly resourceType: string
}

/** What one condition says of one resource; values without secrets. */
type TermVerdict = { readonly holds: boolean; readonly values: readonly string[] }

/** A resource of the asked type, with a verdict for each condition in turn. */
type ResourceVerdict = {
  readonly type: string
  /** `default/web` */
  readonly name: string
  readonly terms: readonly TermVerdict[]
}

/** More are not read by anyone. */
const maxResources = 20
const maxValues = 5
const maxText = 120

/** Undefined when the document or the conditions cannot be read. */
export function contentVerdicts(
  { text, toolchain, whereData, resourceType }: ContentQuestion,
  options: MaskOptions = {},
): readonly ResourceVerdict[] | undefined {
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
  return pairs.slice(0, maxResources).map(({ resource, shown }) => ({
    type: shown.resourceType,
    name: shown.resourceName,
    terms: where.value.terms.map((term) => ({
      holds: matchesData({ terms: [term] }, resource),
      values: comparedValues(term.path, shown)
        .slice(0, maxValues)
        .map((value) => String(shownScalar(value, maxText).value)),
    })),
  }))
}

function resourcesIn(text: string, toolchain: string | undefined) {
  const read = readResources(text)
  if (!read.ok) return undefined
  if (isYamlToolchain(toolchain)) return withItems(read.value)
  return withItems(read.value.map((each) => (isJsonMap(each.value) ? resourceOf(each.value) : each)))
}
