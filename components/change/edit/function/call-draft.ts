import * as z from 'zod/mini'
import type { FunctionPatch } from '#lib/change/model.ts'

/** By parameter; a list for one that may be repeated. */
const ArgumentTexts = z.record(z.string(), z.union([z.string(), z.array(z.string())]))
export type ArgumentTexts = Readonly<Record<string, string | readonly string[]>>

/** A function and its arguments as they are typed. */
export const CallDraft = z.object({
  name: z.string(),
  values: ArgumentTexts,
  /** What was typed last for other functions. */
  earlier: z.optional(z.record(z.string(), ArgumentTexts)),
})
export type CallDraft = z.infer<typeof CallDraft>

/** Takes another function, or none: `''`. What was typed for either stays; what was not, takes over equal names. */
export function withFunction(call: CallDraft, name: string): CallDraft {
  const earlier = call.name === '' ? call.earlier : { ...call.earlier, [call.name]: call.values }
  return { name, values: earlier?.[name] ?? call.values, ...(earlier && { earlier }) }
}

export function withCall(call: CallDraft, patch: FunctionPatch): CallDraft {
  const given = Map.groupBy(patch.arguments, ({ name }) => name)
  const values = [...given].map(([name, all]) => {
    const texts = all.map(({ value }) => String(value))
    return [name, texts.length === 1 ? (texts[0] ?? '') : texts] as const
  })
  return { ...withFunction(call, patch.name), values: Object.fromEntries(values) }
}

/** All that is typed for a parameter. */
export function textsOf(values: ArgumentTexts, parameter: string): readonly string[] {
  return [values[parameter] ?? []].flat()
}
