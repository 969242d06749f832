import { type Found, readEach } from '#hub/functions/edit.ts'
import { type HubFunction, reading, validating } from '#hub/functions/function.ts'
import { judgeEach } from '#hub/functions/judge.ts'
import { dataTypeOf } from '#hub/functions/paths.ts'
import { leaves } from '#hub/functions/walk.ts'
import type { Json } from '#lib/base/json.ts'

/** Values that mark a field as not filled in yet. */
const textPlaceholder = 'confighubplaceholder'
const numberPlaceholder = 999_999_999

export const placeholders: HubFunction[] = [
  {
    signature: reading({
      FunctionName: 'get-placeholders',
      Description: `Get every value that has not been filled in yet: text with ${textPlaceholder}, and ${numberPlaceholder}`,
      FunctionType: 'Custom',
      Parameters: [],
    }),
    run: (input) => readEach(input, ({ value }) => placeholdersIn(value)),
  },
  {
    aliases: ['no-placeholders'],
    signature: validating({
      FunctionName: 'vet-placeholders',
      Description: 'Passes when no value has not been filled in yet',
      Parameters: [],
    }),
    run: (input) =>
      judgeEach(input, ({ value }) =>
        placeholdersIn(value).map((at) => ({
          identifier: 'placeholder',
          message: `${at.path} has not been filled in yet`,
          at,
        })),
      ),
  },
]

/** Whether a value has yet to be filled in. */
export function isPlaceholder(value: Json): boolean {
  return typeof value === 'string' ? value.includes(textPlaceholder) : value === numberPlaceholder
}

function placeholdersIn(value: Json): Found[] {
  return leaves(value)
    .filter((leaf) => isPlaceholder(leaf.value))
    .map((leaf) => ({ ...leaf, attribute: 'placeholder', dataType: dataTypeOf(leaf.value) }))
}
