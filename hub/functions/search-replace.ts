import { editEach } from '#hub/functions/edit.ts'
import { type HubFunction, mutating } from '#hub/functions/function.ts'
import { maxResultLength, tooLong } from '#hub/functions/result-length.ts'
import { mapLeaves } from '#hub/functions/walk.ts'
import type { Json } from '#lib/base/json.ts'

export const searchReplace: HubFunction = {
  // A longer replacement can make a document of any length.
  grows: (args) => String(args['replace-value']).length > String(args['search-value']).length,
  check: (args) => (args['search-value'] === '' ? 'argument search-value must not be empty' : undefined),
  signature: mutating({
    FunctionName: 'search-replace',
    Description: 'Replace every occurrence of a text in all text values of all resources; keys stay',
    FunctionType: 'Custom',
    // A replacement that contains the search text is replaced again on the next run.
    Idempotent: false,
    Parameters: [
      {
        ParameterName: 'search-value',
        DataType: 'string',
        Description: 'Text to search for, taken literally',
        Required: true,
        Example: 'v1.2.3',
      },
      {
        ParameterName: 'replace-value',
        DataType: 'string',
        Description: 'Text to put in its place',
        Required: true,
        Example: 'v1.2.4',
      },
    ],
  }),
  run: (input) => {
    const search = String(input.args['search-value'])
    const replacement = String(input.args['replace-value'])
    const grown = input.resources.reduce((sum, { value }) => sum + growth(value, search, replacement), 0)
    if (grown > maxResultLength) return { kind: 'failed', message: tooLong }
    return editEach(input, ({ value }) => [
      {
        whole: mapLeaves(value, (leaf) =>
          typeof leaf === 'string' ? leaf.replaceAll(search, () => replacement) : leaf,
        ),
      },
    ])
  },
}

/** Characters that the replacements would add, counted before any of them is made. */
function growth(value: Json, search: string, replacement: string): number {
  let found = 0
  mapLeaves(value, (leaf) => {
    if (typeof leaf === 'string')
      for (let at = leaf.indexOf(search); at >= 0; at = leaf.indexOf(search, at + search.length)) found += 1
    return leaf
  })
  return found * (replacement.length - search.length)
}
