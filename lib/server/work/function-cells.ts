import { z } from 'zod'
import { parseExactJson } from '#lib/base/exact-json.ts'
import type { Json } from '#lib/base/json.ts'
import { withItems } from '#lib/config/document/list-items.ts'
import type { MaskOptions } from '#lib/config/mask/mask.ts'
import { maskField } from '#lib/config/mask/mask-field.ts'
import { mask } from '#lib/config/mask/spans.ts'
import type { ValueCell } from '#lib/confighub/values.ts'
import { readPath } from '#lib/path/walk.ts'
import { type ShownValue, shownResources, shownScalar } from '#lib/server/work/value-cells.ts'

const Output = z.array(
  z.looseObject({
    ResourceType: z.string().optional(),
    Path: z.string().optional(),
    // It comes from JSON, so whatever it is, it is Json.
    Value: z.custom<Json>((value) => value !== undefined),
  }),
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
    // What it says may be other than what stands there, and a secret may be in what is cut off.
    const whole = typeof Value === 'string' ? Value : JSON.stringify(Value)
    const masked = maskField(Path.split('.').at(-1) ?? '', whole, options)
    return shownScalar(masked.includes(mask) ? masked : Value)
  })
  return cell.every((each) => each !== undefined) ? cell : undefined
}

function parseJson(text: string): unknown {
  try {
    return parseExactJson(text)
  } catch {
    return undefined
  }
}
