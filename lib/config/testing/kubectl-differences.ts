/**
 * Where Hubdeck's merge patch deliberately differs from kubectl's. Each has rows in the table of docs/patching.md, which
 * say what else is done and why; `cases` are their first cells.
 */
export const kubectlDifferences = {
  new: {
    why: 'what is new is merged into nothing',
    cases: [
      '`null` in what is new',
      'an instruction in what is new',
      '`$patch: replace` of a map that is not there',
    ],
  },
  keys: {
    why: 'all keys of an element count',
    cases: [
      'ports of one number and several protocols',
      'port without protocol, one such number',
      '`$patch: delete` of a port without protocol',
      'spread constraint with one topology key and another `whenUnsatisfiable`',
      'spread constraint that may be either of two',
    ],
  },
  lastVariable: { why: 'the last entry of a variable counts', cases: ['a variable listed twice'] },
  noKey: {
    why: 'an element without merge key is refused',
    cases: ['element of the patch without merge key'],
  },
  keyType: {
    why: 'a merge key is found in another notation',
    cases: ['merge key of another type (`"80"` and 80)'],
  },
  twice: { why: 'an element twice in one patch is refused', cases: ['element twice in one patch'] },
  twins: { why: 'elements of one key stay where they are', cases: ['element twice in the document'] },
  unknown: { why: 'unknown fields are written', cases: ['field that the API does not know'] },
  replacedList: {
    why: 'an instruction is never data',
    cases: ['`$patch` inside a list that is replaced', '`$setElementOrder` of a list that is replaced'],
  },
  bothReplace: {
    why: 'nobody means to empty a list by an element',
    cases: ['`$patch: replace` beside other fields of an element'],
  },
  replaced: {
    why: 'what is replaced is not looked at',
    cases: [
      '`$patch: replace` of a list with wrong elements',
      '`$patch: replace` behind what `$setElementOrder` names',
    ],
  },
  identity: {
    why: 'a resource keeps its identity',
    cases: [
      '`$patch: replace` of a whole resource',
      '`$retainKeys` of a whole resource',
      '`metadata` that goes or is replaced',
    ],
  },
  malformed: {
    why: 'a malformed instruction is refused',
    cases: ['an instruction that is not the list it should be', '`$setElementOrder` of a list that is empty'],
  },
} as const satisfies Record<string, { readonly why: string; readonly cases: readonly string[] }>

export type KubectlDifference = keyof typeof kubectlDifferences

export const allDifferences: ReadonlySet<KubectlDifference> = new Set(
  Object.keys(kubectlDifferences) as KubectlDifference[],
)
