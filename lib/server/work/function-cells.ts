import { z } from 'zod'
import type { Json } from '#lib/base/json.ts'
import { withItems } from '#lib/config/document/list-items.ts'
import type { MaskOptions } from '#lib/config/mask/mask.ts'
import { maskField } from '#lib/config/mask/mask-field.ts'
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

/** What a column shows of the output of a function: no value that is masked in the document. Undefined: not readable. */
export function functionCell(
  { text, toolchain, output }: FunctionOutput,
  options: MaskOptions = {},
): ValueCell | undefined {
  const read = shownResources(text, options, toolchain)
  const parsed = Output.safeParse(parseJson(output))
  if (!read.ok || !parsed.success) return undefined
  const resources = withItems(read.value)
  return parsed.data.map(({ ResourceType, Path = '', Value }): ShownValue => {
    const inDocument = resources
      .filter(({ resourceType }) => ResourceType === undefined || resourceType === ResourceType)
      .flatMap(({ value }) => readPath(value, Path).map((found) => shownScalar(found.value)))
    const secret = inDocument.find(({ masked }) => masked === true)
    if (secret !== undefined) return secret
    const shown = shownScalar(Value as Json)
    // Its place may be named otherwise than ours.
    return typeof shown.value === 'string'
      ? shownScalar(maskField(Path.split('.').at(-1) ?? '', shown.value, options))
      : shown
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
