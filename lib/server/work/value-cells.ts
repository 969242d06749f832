import { createHash } from 'node:crypto'
import { isJsonMap, type Json } from '#lib/base/json.ts'
import { ok } from '#lib/base/result.ts'
import { visibleText } from '#lib/base/visible-text.ts'
import { stableText } from '#lib/config/compare/align.ts'
import { readResources } from '#lib/config/document/document.ts'
import { withItems } from '#lib/config/document/list-items.ts'
import { convertedText, resourceOf } from '#lib/config/formats/documents.ts'
import { isYamlToolchain } from '#lib/config/formats/toolchain.ts'
import { type MaskOptions, maskConfig } from '#lib/config/mask/mask.ts'
import { mask } from '#lib/config/mask/spans.ts'
import type { ValueCell, ValueColumn } from '#lib/confighub/values.ts'
import { readPath } from '#lib/path/walk.ts'

/** Longer values are of no use in a grid. */
const maxText = 512

/** What each column shows of one document, secrets masked; no cells at all when it cannot be read: they are unknown. */
export function valueCells(
  document: string,
  columns: readonly ValueColumn[],
  options: MaskOptions = {},
  toolchain?: string,
): ValueCell[] {
  // Values are taken from the masked document: the context of a value, even in another resource, may show that it is a
  // secret, which a path like `env.0.value`, or one to the map above it, does not.
  const read = shownResources(document, options, toolchain)
  if (!read.ok) return []
  return columns.map(({ resourceType, path }) =>
    withItems(read.value)
      .filter((each) => resourceType === '' || resourceType === '*' || each.resourceType === resourceType)
      .flatMap(({ value }) => readPath(value, path).map((found) => shownScalar(found.value))),
  )
}

/** The masked resources. A document of application configuration is one resource, of the type that it names. */
export function shownResources(document: string, options: MaskOptions, toolchain: string | undefined) {
  const converted = convertedText(document, toolchain)
  if (!converted.ok) return converted
  const read = readResources(maskConfig(converted.value, options).text)
  if (!read.ok || isYamlToolchain(toolchain)) return read
  return ok(read.value.map((each) => (isJsonMap(each.value) ? resourceOf(each.value) : each)))
}

export type ShownValue = ValueCell[number]

/** A value as pages show it; one that has no text of its own as JSON. */
export function shownScalar(value: Json, maxLength = maxText): ShownValue {
  if (typeof value === 'string') return shownText(value, maxLength)
  if (typeof value === 'bigint') return { value: String(value), isJson: true }
  if (typeof value !== 'object' || value === null) return { value }
  const { digest: _, ...shown } = shownText(JSON.stringify(value), maxLength)
  return { ...shown, isJson: true, digest: digestOf(value) }
}

function shownText(text: string, maxLength: number): ShownValue {
  const visible = visibleText(text)
  const shown = visible.length > maxLength ? `${visible.slice(0, maxLength)}…` : visible
  return {
    value: shown,
    ...(visible.includes(mask) && { masked: true }),
    ...(shown !== text && { digest: digestOf(text) }),
  }
}

function digestOf(value: Json): string {
  return createHash('sha256').update(stableText(value)).digest('base64url').slice(0, 16)
}
