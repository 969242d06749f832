import { type Conflict, type HubFunction, validating } from '#hub/functions/function.ts'

export const vetNoMergeConflicts: HubFunction = {
  needs: () => ['conflicts'],
  signature: validating({
    FunctionName: 'vet-no-merge-conflicts',
    Description: 'Passes when no merge has left a conflict on the Unit',
    Parameters: [
      {
        ParameterName: 'reasons',
        DataType: 'string',
        Description:
          'Only conflicts of these reasons, comma-separated: Subtracted, DeleteShadowed, ProtectedPath, UnresolvedPath, ExclusiveWithheld, ExclusiveCleared; empty means any',
        Required: false,
        Example: 'UnresolvedPath,DeleteShadowed',
      },
    ],
  }),
  run: ({ args, conflicts }) => {
    if (conflicts === undefined)
      return { kind: 'failed', message: 'the conflicts of the Unit are not known here' }
    const reasons = new Set(
      String(args.reasons ?? '')
        .split(',')
        .map((reason) => reason.trim())
        .filter((reason) => reason !== ''),
    )
    const issues = conflicts
      .filter(({ Reason }) => reasons.size === 0 || reasons.has(Reason))
      .map((conflict) => ({ Identifier: conflict.Reason, Message: sentence(conflict) }))
    return { kind: 'judged', verdict: { passed: issues.length === 0, issues, attributes: [] } }
  },
}

function sentence({ Resource, Path, Source }: Conflict): string {
  const what = Source?.MutationType ? Source.MutationType.toLowerCase() : 'a change'
  const where = [Resource?.ResourceName, Path].filter((part) => part).join(' ')
  return `a merge could not apply ${what} to ${where || 'the document'}`
}
