import { counterpartOf, counterparts } from '#lib/change/functions/counterparts.ts'
import { type PlainValue, plainValue } from '#lib/change/functions/plain-value.ts'
import type { FunctionPatch, Patch, StepPatch } from '#lib/change/model.ts'
import { isCased, valuesOf } from '#lib/config/patch/field-cases.ts'
import type { DocumentPatch } from '#lib/config/patch/patch.ts'

type HasFunction = (name: string) => boolean

/** What a person should know who gave one and could have given the other. */
export type FunctionOrPatch = {
  /** Two sentences, or one. */
  readonly text: string
  /** The other, with the same values; absent where there is none. */
  readonly other?: StepPatch
}

/**
 * Says whether a patch could be a function that the hub has, or a function a patch, and which is for what. Undefined where
 * there is nothing to choose.
 */
export function functionOrPatch(patch: Patch, hasFunction: HasFunction): FunctionOrPatch | undefined {
  switch (patch.kind) {
    case 'function':
      return ofFunction(patch)
    case 'set-fields':
    case 'merge':
    case 'json':
      return ofPatch(patch, hasFunction)
    case 'sequence':
    case 'document':
    case 'restore':
    case 'metadata':
    case 'undo-metadata':
      return undefined
    default:
      return patch satisfies never
  }
}

const difference =
  'A patch can have other values for some units and follow other patches; a function has one for all and comes first.'

function ofFunction({ name, arguments: given }: FunctionPatch): FunctionOrPatch | undefined {
  const counterpart = counterpartOf(name)
  if (counterpart === undefined) return undefined
  if ('only' in counterpart) return { text: `Only a function does this: it ${counterpart.only}.` }
  const patch = counterpart.patch((parameter) =>
    given.flatMap((each) => (each.name === parameter ? [String(each.value)] : [])),
  )
  const { beyond } = counterpart
  if (patch === undefined) return { text: `With these values only the function does this: it ${beyond}.` }
  return {
    text: `${name} ${beyond}. ${difference}`,
    other: patch,
  }
}

function ofPatch(patch: DocumentPatch, hasFunction: HasFunction): FunctionOrPatch | undefined {
  const value = plainValue(patch)
  if (value === undefined) return stays(patch, hasFunction)
  const found = callOf(value, hasFunction)
  return (
    found && {
      text: `The function ${found.name} ${found.beyond}. ${difference}`,
      other: { kind: 'function', name: found.name, arguments: found.arguments },
    }
  )
}

function callOf(value: PlainValue, hasFunction: HasFunction) {
  for (const [name, counterpart] of Object.entries(counterparts)) {
    if ('only' in counterpart || !hasFunction(name)) continue
    const given = counterpart.call(value)
    if (given !== undefined) return { name, beyond: counterpart.beyond, arguments: given }
  }
  return undefined
}

/** Why fields that a function could set one by one are a patch nevertheless. */
function stays(patch: DocumentPatch, hasFunction: HasFunction): FunctionOrPatch | undefined {
  if (patch.kind !== 'set-fields' || patch.resourceName !== undefined) return undefined
  const isKnown = patch.fields.some((field) => {
    const set = valuesOf(field).map((value) => ({ path: field.path, value }))
    const value = plainValue({ ...patch, fields: set.slice(0, 1) })
    return value && callOf(value, hasFunction)
  })
  if (!isKnown) return undefined
  if (patch.fields.some(isCased)) return { text: 'This stays a patch: a function gives all units one value.' }
  if (patch.fields.some(({ how }) => how))
    return { text: 'This stays a patch: a function does not calculate with the value that is there.' }
  return { text: 'This stays a patch: a function does one thing, and this sets several fields.' }
}
