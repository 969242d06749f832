import { editEach } from '#hub/functions/edit.ts'
import { type HubFunction, mutating } from '#hub/functions/function.ts'
import { mapLeaves } from '#hub/functions/walk.ts'

export const searchReplace: HubFunction = {
  check: (args) => (args['search-value'] === '' ? 'argument search-value must not be empty' : undefined),
  signature: mutating({
    FunctionName: 'search-replace',
    Description: 'Replace every occurrence of a text in all text values of all resources; keys stay',
    FunctionType: 'Custom',
    // A replacement that contains what was searched for is replaced again the next time.
    Idempotent: false,
    Parameters: [
      {
        ParameterName: 'search-value',
        DataType: 'string',
        Description: 'Text to search for, as it stands',
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
    return editEach(input, ({ value }) => [
      {
        whole: mapLeaves(value, (leaf) =>
          typeof leaf === 'string' ? leaf.replaceAll(search, () => replacement) : leaf,
        ),
      },
    ])
  },
}
