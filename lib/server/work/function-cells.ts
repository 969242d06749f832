import { z } from 'zod'
import type { Json } from '#lib/base/json.ts'
import { withItems } from '#lib/config/document/list-items.ts'
import type { MaskOptions } from '#lib/config/mask/mask.ts'
import { maskField } from '#lib/config/mask/mask-field.ts'
import { mask } from '#lib/config/mask/spans.ts'
import type { ValueCell } from '#lib/confighub/values.ts'
import { readPath } from '#lib/path/walk.ts'
import { type ShownValue, shownResources, shownScalar } from '#lib/server/work/value-cells.ts'

const Output = z.array(
  z.looseObject({ ResourceType: z.string().optional(), Path: z.string().optional(), Value: z.json() }),
)

/** A document and what a function said of it, as `AttributeValueList`. */
export type FunctionOutput = {
  readonly text: string
  readonly toolchain?: string
  readonly output: string
}

/**
 * What a column shows of the output of a function: no value that is masked in the document. Undefined where that cannot
 * be told: the document cannot be read, or has nothing at a place that the function names.
 */
export function functionCell(
  { text, toolchain, output }: FunctionOutput,
  options: MaskOptions = {},
): ValueCell | undefined {
  const read = shownResources(text, options, toolchain)
  const parsed = Output.safeParse(parseJson(output))
  if (!read.ok || !parsed.success) return undefined
  const resources = withItems(read.value)
  const cell = parsed.data.map(({ ResourceType, Path = '', Value }): ShownValue | undefined => {
    const inDocument = resources
      .filter(({ resourceType }) => ResourceType === undefined || resourceType === ResourceType)
      .flatMap(({ value }) => readPath(value, Path).map((found) => shownScalar(found.value)))
    const secret = inDocument.find(({ masked }) => masked === true)
    if (secret !== undefined) return secret
    if (inDocument.length === 0) return undefined
    const shown = shownScalar(Value as Json)
    // What it says may be other than what stands there.
    const masked = maskField(Path.split('.').at(-1) ?? '', String(shown.value), options)
    return typeof shown.value === 'string' || masked.includes(mask) ? shownScalar(masked) : shown
  })
  return cell.every((each) => each !== undefined) ? cell : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
